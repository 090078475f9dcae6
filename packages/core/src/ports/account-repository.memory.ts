import { type Account, type Identity, isUnfinished } from "../accounts/account.ts";
import type { UserId } from "../shared/ids.ts";
import type { AccountRepository } from "./account-repository.ts";
import type { MemoryStore } from "./memory-store.memory.ts";
import { createMemoryRepository } from "./repository.memory.ts";

export function createMemoryAccountRepository(store: MemoryStore): AccountRepository {
  const rows = new Map<UserId, Account>();
  return {
    ...createMemoryRepository(store, rows, ({ identity }) => claimOf(identity)),

    async findByIdentity(identity, options) {
      options?.signal?.throwIfAborted();
      return [...rows.values()].find((account) => claimOf(account.identity) === claimOf(identity));
    },

    async *unfinished(options) {
      options?.signal?.throwIfAborted();
      yield* [...rows.values()].filter(isUnfinished);
    },

    async forget({ id, saved }, options) {
      options?.signal?.throwIfAborted();
      if (rows.get(id)?.saved === saved) rows.delete(id);
    },
  };
}

const claimOf = ({ issuer, subject }: Identity): string => JSON.stringify([issuer, subject]);
