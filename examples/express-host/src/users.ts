import { randomBytes } from "node:crypto";
import type { Clock, IdentityProvider, Instant, PasswordHasher } from "@tintype/core";

interface User {
  readonly email: string;
  readonly passwordHash: string;
  enabled: boolean;
}

export interface Session {
  /** Who it is to this host. */
  readonly subject: string;
  readonly email: string;
  readonly since: Instant;
}

export type Users = ReturnType<typeof createUsers>;

/** The host's own users and sessions; a real host has a database here. Tintype never sees a password. */
export function createUsers({ clock, passwords }: { clock: Clock; passwords: PasswordHasher }) {
  const users = new Map<string, User>();
  const sessions = new Map<string, Session>();

  const endSessions = (subject: string): void => {
    for (const [id, session] of sessions) if (session.subject === subject) sessions.delete(id);
  };
  const setEnabled = (subject: string, enabled: boolean): void => {
    const user = users.get(subject);
    if (user !== undefined) user.enabled = enabled;
    if (!enabled) endSessions(subject);
  };

  /** What Tintype may ask of whoever signs people in, and tell them. */
  const identities: IdentityProvider = {
    lookUp: async (subject) => {
      const user = users.get(subject);
      return user && { subject, email: user.email, emailVerified: true, enabled: user.enabled, groups: [] };
    },
    disable: async (subject) => setEnabled(subject, false),
    enable: async (subject) => setEnabled(subject, true),
    signOutEverywhere: async (subject) => endSessions(subject),
    setGroups: async () => {},
    remove: async (subject) => {
      users.delete(subject);
      endSessions(subject);
    },
  };

  return {
    identities,

    async add(subject: string, email: string, password: string): Promise<void> {
      users.set(subject, { email, passwordHash: await passwords.hash(password), enabled: true });
    },

    /** The id of a new session, or nothing for a wrong name or password. */
    async signIn(subject: string, password: string): Promise<string | undefined> {
      const user = users.get(subject);
      const isRight = await passwords.verify(password, user?.passwordHash);
      if (user === undefined || !isRight || !user.enabled) return undefined;
      const id = randomBytes(32).toString("base64url");
      sessions.set(id, { subject, email: user.email, since: clock.now() });
      return id;
    },

    session: (id: string): Session | undefined => sessions.get(id),
  };
}
