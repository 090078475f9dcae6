interface Token {
  readonly text: string;
  /** Whose it is: its `sub`. */
  readonly person: string;
}

/** What the page needs of whoever knows people: tokens that are still good, and the two ends of a session. */
export interface UserPoolSession {
  /** Refreshed where it has to be; undefined where nobody is signed in. All tabs have the same. */
  accessToken(): Promise<Token | undefined>;
  /** Resolves to the step that is left: `DONE` once somebody is signed in. */
  signIn(email: string, password: string): Promise<string>;
  /** Takes the step that was left, by a code or a new password; resolves to the next. */
  answer(answer: string): Promise<string>;
  /** Has left no trace of who was here by the time it returns; what it resolves to waits for no answer either. */
  signOut(): Promise<void>;
  /** Leaves no trace of who was here, and asks nobody. */
  forget(): void;
}

/**
 * `out`: nobody was here, or they have signed out, in this tab. `lost`: somebody was signed in, and the server takes their token
 * no more, or another tab has none. `gone`: they have deleted their account. `other`: in another tab somebody else has signed in.
 */
export type SessionState = "unknown" | "in" | "out" | "lost" | "gone" | "other";

export interface Session extends Omit<UserPoolSession, "forget" | "accessToken"> {
  readonly state: () => SessionState;
  /** Calls `listener` whenever the state is another one; gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** A token of whoever is in, and of nobody else who has signed in since. */
  accessToken(): Promise<string | undefined>;
  /** Finds out who is here. */
  begin(): Promise<void>;
  /** The server refused the token. */
  lose(): void;
  /** Another tab has nobody any more, or somebody else. */
  giveWay(to: "lost" | "other"): void;
  /** The account is no more. */
  leave(): void;
}

export function createSession(pool: UserPoolSession): Session {
  const listeners = new Set<() => void>();
  let state: SessionState = "unknown";
  /** Who is in, as soon as it is known. */
  let person: string | undefined;
  const become = (next: SessionState): void => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const arrive = async (answered: Promise<string>): Promise<string> => {
    const step = await answered;
    if (step === "DONE") {
      person = undefined;
      become("in");
    }
    return step;
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // Somebody whose token cannot be refreshed right now is still here.
    begin: async () => {
      const token = await pool.accessToken().catch(() => "unreachable" as const);
      if (typeof token === "object") person = token.person;
      become(token === undefined ? "out" : "in");
    },
    accessToken: async () => {
      const token = await pool.accessToken();
      if (state !== "in") return undefined;
      person ??= token?.person;
      if (token !== undefined && token.person === person) return token.text;
      become(token === undefined ? "lost" : "other");
      return undefined;
    },
    signIn: (email, password) => arrive(pool.signIn(email, password)),
    answer: (answer) => arrive(pool.answer(answer)),
    signOut: () => {
      const ended = pool.signOut();
      become("out");
      return ended;
    },
    lose: () => {
      if (state !== "in") return;
      // A token that is refused would stand in the way of whoever comes back by a provider.
      pool.forget();
      become("lost");
    },
    giveWay: (to) => {
      if (state === "in") become(to);
    },
    leave: () => {
      pool.forget();
      become("gone");
    },
  };
}
