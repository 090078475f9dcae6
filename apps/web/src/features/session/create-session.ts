/** What the page needs of whoever knows people: tokens that are still good, and the two ends of a session. */
export interface UserPoolSession {
  /** Refreshed where it has to be; undefined where nobody is signed in. */
  accessToken(): Promise<string | undefined>;
  /** Resolves to the step that is left: `DONE` once somebody is signed in. */
  signIn(email: string, password: string): Promise<string>;
  signOut(): Promise<void>;
}

/** `lost`: somebody was signed in, and the server takes their token no more. */
export type SessionState = "unknown" | "in" | "out" | "lost";

export interface Session extends UserPoolSession {
  readonly state: () => SessionState;
  /** Calls `listener` whenever the state is another one; gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Finds out who is here. */
  begin(): Promise<void>;
  /** The server refused the token. */
  lose(): void;
}

export function createSession(pool: UserPoolSession): Session {
  const listeners = new Set<() => void>();
  let state: SessionState = "unknown";
  const become = (next: SessionState): void => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
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
    signIn: async (email, password) => {
      const step = await pool.signIn(email, password);
      if (step === "DONE") become("in");
      return step;
    },
    signOut: async () => {
      await pool.signOut();
      become("out");
    },
    lose: () => {
      if (state === "in") become("lost");
    },
  };
}
