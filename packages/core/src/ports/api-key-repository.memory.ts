import { type ApiKey, afterCall } from "../api-keys/api-key.ts";
import type { ApiKeyId } from "../shared/ids.ts";
import type { ApiKeyRepository } from "./api-key-repository.ts";
import { frozenCopy } from "./frozen-copy.memory.ts";
import type { MemoryStore } from "./memory-store.memory.ts";
import { createMemoryRepository } from "./repository.memory.ts";

export function createMemoryApiKeyRepository(store: MemoryStore): ApiKeyRepository {
  const rows = new Map<ApiKeyId, ApiKey>();
  const all = () => [...rows.values()];
  return {
    ...createMemoryRepository(store, rows, ({ keyHash }) => keyHash),

    async findByKeyHash(keyHash, options) {
      options?.signal?.throwIfAborted();
      return all().find((key) => key.keyHash === keyHash);
    },

    async ofOwner(owner, limit, options) {
      options?.signal?.throwIfAborted();
      return all()
        .filter((key) => key.owner === owner)
        .toSorted((one, other) => (one.id < other.id ? -1 : 1))
        .slice(0, limit);
    },

    async countCall(id, now, options) {
      options?.signal?.throwIfAborted();
      const key = rows.get(id);
      const counted = key && afterCall(key, now);
      if (counted === undefined) return undefined;
      const kept = frozenCopy(counted);
      rows.set(id, kept);
      return kept;
    },

    async remove(id, options) {
      options?.signal?.throwIfAborted();
      store.receipts.delete(rows.get(id)?.receipt ?? "");
      rows.delete(id);
    },
  };
}
