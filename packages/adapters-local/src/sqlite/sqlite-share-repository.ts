import { hasViewsLeft, isLive, Share, type ShareRepository } from "@tintype/core";
import type { CachedRow, WholeRow } from "./aggregate-cache.ts";
import { createAggregateTable, type SqliteRepositoryOptions } from "./aggregate-table.ts";
import { keysetPage, openKeysetCursor } from "./keyset-cursor.ts";
import { store } from "./open-sqlite-database.ts";
import { parseDocument } from "./parse-document.ts";

/** Shares in SQLite. Lists never lag. */
export function createSqliteShareRepository(options: SqliteRepositoryOptions): ShareRepository {
  const { prepare, prepareValue, read, write } = options.database[store];
  const shares = createAggregateTable({
    ...options,
    table: "shares",
    schema: Share,
    columns: {
      owner: ({ owner }) => owner,
      photo: ({ photo }) => photo,
      token_hash: ({ tokenHash }) => tokenHash,
    },
    kept: 10_000,
  });
  const { get, save, receipt, cache } = shares;

  const documentOf = prepareValue<string>("SELECT document FROM shares WHERE id = ?");
  const byToken = prepare<WholeRow>("SELECT id, saved, document FROM shares WHERE token_hash = ?");
  const newest = "id < ? ORDER BY id DESC LIMIT ?";
  const ofOwner = prepare<CachedRow>(`SELECT id, saved FROM shares WHERE owner = ? AND ${newest}`);
  const ofPhoto = prepare<CachedRow>(`SELECT id, saved FROM shares WHERE owner = ? AND photo = ? AND ${newest}`);
  const remove = prepare("DELETE FROM shares WHERE id = ?");
  const dropReceipt = prepare(
    "DELETE FROM receipts WHERE key_hash = (SELECT document ->> 'receipt' FROM shares WHERE id = ?)",
  );

  return {
    get,
    save,
    receipt,
    findByTokenHash: (tokenHash, callOptions) =>
      read(() => {
        const row = byToken.get(tokenHash);
        return row && cache.parsed(row);
      }, callOptions),
    list: (owner, photo, page, callOptions) =>
      read(() => {
        const scope = ["shares", owner, photo ?? ""];
        const [before = BEYOND_EVERY_ID] = page.cursor === undefined ? [] : openKeysetCursor(scope, 1, page.cursor);
        const more = page.limit + 1;
        const rows = photo === undefined ? ofOwner.all(owner, before, more) : ofPhoto.all(owner, photo, before, more);
        return keysetPage(scope, page, rows, ({ id }) => [id], cache.all);
      }, callOptions),
    countView: (id, now, callOptions) =>
      write(() => {
        const document = documentOf.get(id);
        // Not from the cache, nor into it: what a transaction sees may never be committed.
        const share = document === undefined ? undefined : parseDocument(Share, document);
        if (share === undefined || !isLive(share, now) || !hasViewsLeft(share)) return undefined;
        const viewed = { ...share, views: share.views + 1, lastViewedAt: now, saved: share.saved + 1 };
        shares.replace(share, viewed)();
        return viewed;
      }, callOptions),
    remove: (id, callOptions) =>
      write(() => {
        dropReceipt.run(id);
        remove.run(id);
        cache.forget(id);
      }, callOptions),
  };
}

/** Sorts behind all ULIDs. */
const BEYOND_EVERY_ID = "~";
