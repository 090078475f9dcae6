/** What the page needs of whoever knows people: tokens that are still good, and the two ends of a session. */
export interface UserPoolSession {
  /** Refreshed where it has to be; undefined where nobody is signed in. */
  accessToken(): Promise<string | undefined>;
  /** Resolves to the step that is left: `DONE` once somebody is signed in. */
  signIn(email: string, password: string): Promise<string>;
  /** Takes the step that was left, by a code or a new password; resolves to the next. */
  answer(answer: string): Promise<string>;
  signOut(): Promise<void>;
  /** Leaves no trace of who was here, and asks nobody. */
  forget(): void;
}

/** `lost`: somebody was signed in, and the server takes their token no more. `gone`: they have deleted their account. */
export type SessionState = "unknown" | "in" | "out" | "lost" | "gone";

export interface Session extends Omit<UserPoolSession, "forget"> {
  readonly state: () => SessionState;
  /** Calls `listener` whenever the state is another one; gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Finds out who is here. */
  begin(): Promise<void>;
  /** The server refused the token. */
  lose(): void;
  /** The account is no more. */
  leave(): void;
}

export function createSession(pool: UserPoolSession): Session {
  const listeners = new Set<() => void>();
  let state: SessionState = "unknown";
  const become = (next: SessionState): void => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const arrive = async (answered: Promise<string>): Promise<string> => {
    const step = await answered;
    if (step === "DONE") become("in");
    return step;
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // Somebody whose token cannot be refreshed right now is still here.
    begin: async () => become((await pool.accessToken().catch(() => "unreachable")) === undefined ? "out" : "in"),
    accessToken: async () => {
      const token = await pool.accessToken();
      if (token === undefined && state === "in") become("lost");
      return token;
    },
    signIn: (email, password) => arrive(pool.signIn(email, password)),
    answer: (answer) => arrive(pool.answer(answer)),
    signOut: async () => {
      await pool.signOut();
      become("out");
    },
    lose: () => {
      if (state === "in") become("lost");
    },
    leave: () => {
      pool.forget();
      become("gone");
    },
  };
}
