import type { ShareId } from "../shared/ids.ts";
import { hasViewsLeft, isLive, type Share } from "../shares/share.ts";
import { frozenCopy } from "./frozen-copy.memory.ts";
import type { MemoryStore } from "./memory-store.memory.ts";
import { pageOf } from "./page-of.memory.ts";
import { createMemoryRepository } from "./repository.memory.ts";
import type { ShareRepository } from "./share-repository.ts";

export function createMemoryShareRepository(store: MemoryStore): ShareRepository {
  const rows = new Map<ShareId, Share>();
  const all = () => [...rows.values()];
  return {
    ...createMemoryRepository(store, rows, ({ tokenHash }) => tokenHash),

    async findByTokenHash(tokenHash, options) {
      options?.signal?.throwIfAborted();
      return all().find((share) => share.tokenHash === tokenHash);
    },

    async list(owner, photo, page, options) {
      options?.signal?.throwIfAborted();
      const shares = all().filter((share) => share.owner === owner && (photo === undefined || share.photo === photo));
      return pageOf(shares, ({ id }) => id, `shares of ${owner}, ${photo ?? "all"}`, page);
    },

    async countView(id, now, options) {
      options?.signal?.throwIfAborted();
      const share = rows.get(id);
      if (share === undefined || !isLive(share, now) || !hasViewsLeft(share)) return undefined;
      const viewed = frozenCopy({ ...share, views: share.views + 1, lastViewedAt: now, saved: share.saved + 1 });
      rows.set(id, viewed);
      return viewed;
    },

    async remove(id, options) {
      options?.signal?.throwIfAborted();
      store.receipts.delete(rows.get(id)?.receipt ?? "");
      rows.delete(id);
    },
  };
}
