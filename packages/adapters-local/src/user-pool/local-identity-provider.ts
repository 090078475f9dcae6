import type { Clock, IdentityProvider } from "@tintype/core";
import { translateSqliteError } from "../sqlite/translate-sqlite-error.ts";
import { poolFile, type UserPoolDatabase } from "./open-user-pool-database.ts";
import { createSessionStore } from "./session-store.ts";
import { poolUserOf } from "./user.ts";
import { createUserStore } from "./user-store.ts";

export interface LocalIdentityProviderOptions {
  /** The same that `createUserPool` got. */
  readonly database: UserPoolDatabase;
  readonly clock: Clock;
}

/** The accounts of the local user pool. */
export function createLocalIdentityProvider({ database, clock }: LocalIdentityProviderOptions): IdentityProvider {
  const file = database[poolFile];
  const users = createUserStore(file);
  const sessions = createSessionStore(file);
  const run = async <Result>(signal: AbortSignal | undefined, work: () => Result): Promise<Result> => {
    signal?.throwIfAborted();
    try {
      return work();
    } catch (error) {
      throw translateSqliteError(error);
    }
  };
  return {
    lookUp: (subject, options) =>
      run(options?.signal, () => {
        const user = users.get(subject);
        return user && poolUserOf(user);
      }),
    disable: (subject, options) => run(options?.signal, () => users.setEnabled(subject, false, clock.now())),
    enable: (subject, options) => run(options?.signal, () => users.setEnabled(subject, true, clock.now())),
    signOutEverywhere: (subject, options) => run(options?.signal, () => sessions.revokeAll(subject, clock.now())),
    setGroups: (subject, groups, options) => run(options?.signal, () => users.setGroups(subject, groups, clock.now())),
    remove: (subject, options) => run(options?.signal, () => users.remove(subject)),
  };
}
