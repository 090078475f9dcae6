import { Photo, type PhotoRepository } from "@tintype/core";
import type { CachedRow } from "./aggregate-cache.ts";
import { createAggregateTable, type SqliteRepositoryOptions } from "./aggregate-table.ts";
import { store } from "./open-sqlite-database.ts";
import { createPhotoLists, type Shelf } from "./photo-lists.ts";

/** Photos in SQLite. Lists, look-ups and `due` never lag. */
export function createSqlitePhotoRepository(options: SqliteRepositoryOptions): PhotoRepository {
  const { prepare, read, write } = options.database[store];
  const { get, save, receipt, cache } = createAggregateTable({
    ...options,
    table: "photos",
    schema: Photo,
    columns: {
      owner: ({ owner }) => owner,
      shelf: shelfOf,
      state: ({ state }) => state,
      timeline: ({ timeline }) => timeline,
      sha256: (photo) => (photo.state === "ready" || photo.state === "trashed" ? (photo.sha256 ?? null) : null),
      created_at: ({ createdAt }) => createdAt,
      due_at: ({ dueAt }) => dueAt ?? null,
    },
    kept: 10_000,
  });

  const bySha256 = prepare<CachedRow>(
    "SELECT id, saved FROM photos WHERE owner = ? AND sha256 = ? ORDER BY created_at, id LIMIT 1",
  );
  const due = prepare<CachedRow>("SELECT id, saved FROM photos WHERE due_at <= ? ORDER BY due_at, id LIMIT ?");
  const onShelf = prepare<CachedRow>(
    "SELECT id, saved FROM photos WHERE owner = ? AND shelf IN ('library', 'trash') LIMIT ?",
  );
  const gone = prepare<CachedRow>("SELECT id, saved FROM photos WHERE owner = ? AND shelf IS NULL LIMIT ?");
  const forget = prepare("DELETE FROM photos WHERE id = ? AND saved = ?");
  const dropReceipt = prepare("DELETE FROM receipts WHERE key_hash = ?");

  return {
    get,
    save,
    receipt,
    ...createPhotoLists(options.database[store], cache),
    findBySha256: (owner, sha256, callOptions) => read(() => cache.all(bySha256.all(owner, sha256)).at(0), callOptions),
    due: (now, limit, callOptions) => read(() => cache.all(due.all(now, limit)), callOptions),
    ofOwner: (owner, limit, callOptions) =>
      read(() => {
        const shown = onShelf.all(owner, limit);
        return cache.all([...shown, ...gone.all(owner, limit - shown.length)]);
      }, callOptions),
    forget: ({ id, saved, receipt }, callOptions) =>
      write(() => {
        if (forget.run(id, saved).changes > 0 && receipt !== undefined) dropReceipt.run(receipt);
        cache.forget(id);
      }, callOptions),
  };
}

function shelfOf({ state }: Photo): Shelf | null {
  if (state === "purged") return null;
  return state === "trashed" ? "trash" : "library";
}
