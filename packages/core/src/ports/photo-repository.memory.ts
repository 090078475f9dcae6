import type { Photo, PhotoMonth } from "../photos/photo.ts";
import type { PhotoId } from "../shared/ids.ts";
import type { MemoryStore } from "./memory-store.memory.ts";
import { pageOf } from "./page-of.memory.ts";
import type { PhotoFilter, PhotoRepository } from "./photo-repository.ts";
import { createMemoryRepository } from "./repository.memory.ts";

export function createMemoryPhotoRepository(store: MemoryStore): PhotoRepository {
  const rows = new Map<PhotoId, Photo>();
  const all = () => [...rows.values()];
  return {
    ...createMemoryRepository(store, rows, ({ id }) => id),

    async list(owner, filter, page, options) {
      options?.signal?.throwIfAborted();
      const photos = all().filter((photo) => photo.owner === owner && passes(photo, filter));
      const { state, tag, from, to } = filter;
      const list = JSON.stringify(["photos", owner, state, tag, from, to]);
      return pageOf(photos, ({ timeline, id }) => `${timeline} ${id}`, list, page);
    },

    async months(owner, options) {
      options?.signal?.throwIfAborted();
      const library = all().filter((photo) => photo.owner === owner && passes(photo, {}));
      const byMonth = Object.groupBy(library, ({ timeline }) => timeline.slice(0, 7));
      return Object.entries(byMonth)
        .map(([month, photos = []]): PhotoMonth => ({ month, count: photos.length }))
        .toSorted((one, other) => (one.month < other.month ? 1 : -1));
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

    async ofOwner(owner, limit, options) {
      options?.signal?.throwIfAborted();
      return all()
        .filter((photo) => photo.owner === owner)
        .slice(0, limit);
    },

    async forget({ id, saved, receipt = "" }, options) {
      options?.signal?.throwIfAborted();
      if (rows.get(id)?.saved !== saved) return;
      rows.delete(id);
      store.receipts.delete(receipt);
    },
  };
}

const hasBytes = ({ state }: Photo): boolean => state === "ready" || state === "trashed";

const passes = (photo: Photo, { state, tag, from, to }: PhotoFilter): boolean =>
  (state === undefined ? photo.state !== "trashed" && photo.state !== "purged" : photo.state === state) &&
  (tag === undefined || photo.tags.includes(tag)) &&
  (from === undefined || photo.timeline >= from) &&
  (to === undefined || photo.timeline < to);

const by = (keyOf: (photo: Photo) => string) => (one: Photo, other: Photo) => (keyOf(one) < keyOf(other) ? -1 : 1);
