import type { PoolSession } from "./identity-provider.contract.ts";
import type { IdentityProvider, PoolUser } from "./identity-provider.ts";

export interface MemoryIdentityProvider extends IdentityProvider {
  /** Puts a user into the pool and gives the subject: `user-1`, `user-2` … unless told. */
  addUser(user: Partial<PoolUser> & { readonly email: string }): string;
  /** Signs in with the right password; `undefined` for whoever is unknown or disabled. */
  signIn(email: string): PoolSession | undefined;
}

/** A pool that is forgotten with the process. */
export function createMemoryIdentityProvider(): MemoryIdentityProvider {
  const users = new Map<string, PoolUser>();
  /** How often the user has signed out everywhere: a session of an earlier epoch is over. */
  const epochs = new Map<string, number>();
  let added = 0;

  const change = async (subject: string, changes: Partial<PoolUser>): Promise<void> => {
    const user = users.get(subject);
    if (user !== undefined) users.set(subject, { ...user, ...changes });
  };
  const sessionOf = (subject: string, epoch = epochs.get(subject)): PoolSession | undefined => {
    const user = users.get(subject);
    if (user?.enabled !== true || epochs.get(subject) !== epoch) return undefined;
    return { groups: user.groups, refresh: async () => sessionOf(subject, epoch) };
  };

  return {
    addUser(user) {
      added += 1;
      const subject = user.subject ?? `user-${added}`;
      users.set(subject, { emailVerified: true, enabled: true, groups: [], ...user, subject });
      epochs.set(subject, 0);
      return subject;
    },
    signIn: (email) => {
      const user = [...users.values()].find((candidate) => candidate.email === email);
      return user && sessionOf(user.subject);
    },
    lookUp: async (subject) => users.get(subject),
    disable: (subject) => change(subject, { enabled: false }),
    enable: (subject) => change(subject, { enabled: true }),
    signOutEverywhere: async (subject) => {
      const epoch = epochs.get(subject);
      if (epoch !== undefined) epochs.set(subject, epoch + 1);
    },
    setGroups: (subject, groups) => change(subject, { groups: [...new Set(groups)].toSorted() }),
    remove: async (subject) => {
      users.delete(subject);
      epochs.delete(subject);
    },
  };
}
