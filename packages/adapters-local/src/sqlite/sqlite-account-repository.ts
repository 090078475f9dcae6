import { Account, type AccountRepository } from "@tintype/core";
import type { CachedRow, WholeRow } from "./aggregate-cache.ts";
import { createAggregateTable, type SqliteRepositoryOptions } from "./aggregate-table.ts";
import { store } from "./open-sqlite-database.ts";

/** Accounts in SQLite. */
export function createSqliteAccountRepository(options: SqliteRepositoryOptions): AccountRepository {
  const { prepare, read, write } = options.database[store];
  const { get, save, receipt, cache } = createAggregateTable({
    ...options,
    table: "accounts",
    schema: Account,
    columns: { issuer: ({ identity }) => identity.issuer, subject: ({ identity }) => identity.subject },
    kept: 10_000,
  });
  const byIdentity = prepare<WholeRow>("SELECT id, saved, document FROM accounts WHERE issuer = ? AND subject = ?");
  const unfinished = prepare<CachedRow>(`
    SELECT id, saved FROM accounts
    WHERE (document ->> 'state' IN ('deleting', 'deleted') OR document ->> '$.dataExport.state' = 'preparing') AND id > ?
    ORDER BY id LIMIT 100`);
  const forget = prepare("DELETE FROM accounts WHERE id = ? AND saved = ?");
  const noteRemoval = prepare("INSERT INTO unscrubbed (id) VALUES (1) ON CONFLICT DO NOTHING");
  const dropBuried = prepare("DELETE FROM buried_events WHERE coalesce(event ->> 'account', event ->> 'owner') = ?");

  return {
    get,
    save,
    receipt,
    findByIdentity: ({ issuer, subject }, callOptions) =>
      read(() => {
        const row = byIdentity.get(issuer, subject);
        return row && cache.parsed(row);
      }, callOptions),
    unfinished: async function* (callOptions) {
      for (let last: string | undefined = ""; last !== undefined; ) {
        const after: string = last;
        const batch: readonly Account[] = await read(() => cache.all(unfinished.all(after)), callOptions);
        yield* batch;
        last = batch.at(-1)?.id;
      }
    },
    forget: ({ id, saved }, callOptions) =>
      write(() => {
        if (forget.run(id, saved).changes > 0) {
          dropBuried.run(id);
          noteRemoval.run();
        }
        cache.forget(id);
      }, callOptions),
  };
}
