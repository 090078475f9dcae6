import { Account, type AccountRepository } from "@tintype/core";
import type { WholeRow } from "./aggregate-cache.ts";
import { createAggregateTable, type SqliteRepositoryOptions } from "./aggregate-table.ts";
import { store } from "./open-sqlite-database.ts";

/** Accounts in SQLite. */
export function createSqliteAccountRepository(options: SqliteRepositoryOptions): AccountRepository {
  const { prepare, read } = options.database[store];
  const { get, save, receipt, cache } = createAggregateTable({
    ...options,
    table: "accounts",
    schema: Account,
    columns: { issuer: ({ identity }) => identity.issuer, subject: ({ identity }) => identity.subject },
    kept: 10_000,
  });
  const byIdentity = prepare<WholeRow>("SELECT id, saved, document FROM accounts WHERE issuer = ? AND subject = ?");
  return {
    get,
    save,
    receipt,
    findByIdentity: ({ issuer, subject }, callOptions) =>
      read(() => {
        const row = byIdentity.get(issuer, subject);
        return row && cache.parsed(row);
      }, callOptions),
  };
}
