import { SaveConflict, StorageFull, Unavailable } from "@tintype/core";
import Database from "better-sqlite3";

/**
 * What a port throws for an error that came up while SQLite was at work: a key that somebody else has is `save_conflict`,
 * a full disk `storage_full`, all other trouble of SQLite `unavailable`; the cause is SQLite's error. Everything that is
 * not SQLite's stays what it is.
 */
export function translateSqliteError(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const options = { cause: error };
  if (code === "SQLITE_CONSTRAINT_PRIMARYKEY" || code === "SQLITE_CONSTRAINT_UNIQUE") return new SaveConflict(options);
  if (code.startsWith("SQLITE_FULL")) return new StorageFull(options);
  return new Unavailable(sentences[code.split("_", 2).join("_")] ?? "The database could not do its work.", options);
}

/** Whether somebody else holds the lock: worth waiting for. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error)?.startsWith("SQLITE_BUSY") ?? false;
}

const sentences: Readonly<Record<string, string>> = {
  SQLITE_BUSY: "The database is in use by another process, which has not finished in time.",
  SQLITE_CANTOPEN: "The database file cannot be opened.",
  SQLITE_CORRUPT: "The database file is damaged: restore it from a backup.",
  SQLITE_NOTADB: "The database file is damaged, or is no database at all: restore it from a backup.",
  SQLITE_PERM: "The database file may not be opened by this user.",
  SQLITE_READONLY: "The database file may not be written to.",
};

function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}
