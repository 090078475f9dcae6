import { ApiKey, type ApiKeyRepository, afterCall } from "@tintype/core";
import type { CachedRow, WholeRow } from "./aggregate-cache.ts";
import { createAggregateTable, type SqliteRepositoryOptions } from "./aggregate-table.ts";
import { store } from "./open-sqlite-database.ts";
import { parseDocument } from "./parse-document.ts";

/** Keys of programs in SQLite. Nothing lags. */
export function createSqliteApiKeyRepository(options: SqliteRepositoryOptions): ApiKeyRepository {
  const { prepare, prepareValue, read, write } = options.database[store];
  const keys = createAggregateTable({
    ...options,
    table: "api_keys",
    schema: ApiKey,
    columns: { owner: ({ owner }) => owner, key_hash: ({ keyHash }) => keyHash },
    kept: 10_000,
  });
  const { get, save, receipt, cache } = keys;

  const documentOf = prepareValue<string>("SELECT document FROM api_keys WHERE id = ?");
  const byHash = prepare<WholeRow>("SELECT id, saved, document FROM api_keys WHERE key_hash = ?");
  const ofOwner = prepare<CachedRow>("SELECT id, saved FROM api_keys WHERE owner = ? ORDER BY id LIMIT ?");
  const remove = prepare("DELETE FROM api_keys WHERE id = ?");
  const dropReceipt = prepare(
    "DELETE FROM receipts WHERE key_hash = (SELECT document ->> 'receipt' FROM api_keys WHERE id = ?)",
  );

  return {
    get,
    save,
    receipt,
    findByKeyHash: (keyHash, callOptions) =>
      read(() => {
        const row = byHash.get(keyHash);
        return row && cache.parsed(row);
      }, callOptions),
    ofOwner: (owner, limit, callOptions) => read(() => cache.all(ofOwner.all(owner, limit)), callOptions),
    countCall: (id, now, callOptions) =>
      write(() => {
        const document = documentOf.get(id);
        // Not from the cache, nor into it: what a transaction sees may never be committed.
        const key = document === undefined ? undefined : parseDocument(ApiKey, document);
        const counted = key && afterCall(key, now);
        if (counted !== undefined) keys.replace(key, counted)();
        return counted;
      }, callOptions),
    remove: (id, callOptions) =>
      write(() => {
        dropReceipt.run(id);
        remove.run(id);
        cache.forget(id);
      }, callOptions),
  };
}
