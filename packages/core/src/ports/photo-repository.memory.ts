import type { Photo } from "../photos/photo.ts";
import type { PhotoId } from "../shared/ids.ts";
import type { MemoryStore } from "./memory-store.memory.ts";
import { pageOf } from "./page-of.memory.ts";
import type { PhotoRepository, PhotoShelf } from "./photo-repository.ts";
import { createMemoryRepository } from "./repository.memory.ts";

export function createMemoryPhotoRepository(store: MemoryStore): PhotoRepository {
  const rows = new Map<PhotoId, Photo>();
  const all = () => [...rows.values()];
  return {
    ...createMemoryRepository(store, rows, ({ id }) => id),

    async list(owner, shelf, page, options) {
      options?.signal?.throwIfAborted();
      const photos = all().filter((photo) => photo.owner === owner && shelfOf(photo) === shelf);
      return pageOf(photos, ({ timeline, id }) => `${timeline} ${id}`, `photos of ${owner}, ${shelf}`, page);
    },

    async findBySha256(owner, sha256, options) {
      options?.signal?.throwIfAborted();
      return all()
        .filter((photo) => photo.owner === owner && photo.sha256 === sha256 && hasBytes(photo))
        .toSorted(by(({ createdAt, id }) => `${createdAt} ${id}`))
        .at(0);
    },

    async due(now, limit, options) {
      options?.signal?.throwIfAborted();
      return all()
        .filter(({ dueAt }) => dueAt !== undefined && dueAt <= now)
        .toSorted(by(({ dueAt }) => dueAt ?? ""))
        .slice(0, limit);
    },

    async forget(tombstone, options) {
      options?.signal?.throwIfAborted();
      if (rows.get(tombstone.id)?.saved === tombstone.saved) rows.delete(tombstone.id);
    },
  };
}

const hasBytes = ({ state }: Photo): boolean => state === "ready" || state === "trashed";

function shelfOf({ state }: Photo): PhotoShelf | undefined {
  if (state === "purged") return undefined;
  return state === "trashed" ? "trash" : "library";
}

const by = (keyOf: (photo: Photo) => string) => (one: Photo, other: Photo) => (keyOf(one) < keyOf(other) ? -1 : 1);
