import type { Counted } from "../shared/aggregate.ts";
import { ReceiptExists, SaveConflict } from "../shared/errors.ts";
import { frozenCopy } from "./frozen-copy.memory.ts";
import { enqueue, liveReceipt, type MemoryStore } from "./memory-store.memory.ts";
import type { Repository } from "./repository.ts";

/** What every memory repository can do, over its own `rows`. Two aggregates with the same `claim` cannot both be saved. */
export function createMemoryRepository<Id extends string, Aggregate extends Counted & { readonly id: Id }>(
  store: MemoryStore,
  rows: Map<Id, Aggregate>,
  claim: (aggregate: Aggregate) => string,
): Repository<Id, Aggregate> {
  const isClaimed = (after: Aggregate) =>
    [...rows.values()].some((other) => other.id !== after.id && claim(other) === claim(after));

  return {
    async get(id, options) {
      options?.signal?.throwIfAborted();
      return rows.get(id);
    },

    async save({ before, after, events, receipt }, options) {
      options?.signal?.throwIfAborted();
      if (rows.get(after.id)?.saved !== before?.saved || isClaimed(after)) throw new SaveConflict();
      if (receipt !== undefined && liveReceipt(store, receipt.keyHash) !== undefined) throw new ReceiptExists();
      rows.set(after.id, frozenCopy(after));
      if (receipt !== undefined) store.receipts.set(receipt.keyHash, frozenCopy(receipt));
      for (const event of events) enqueue(store, frozenCopy(event));
    },

    async receipt(keyHash, options) {
      options?.signal?.throwIfAborted();
      return liveReceipt(store, keyHash);
    },
  };
}
