import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { TintypeError, Unavailable } from "@tintype/core";
import { type Connection, connect } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { translateSqliteError } from "./translate-sqlite-error.ts";

/**
 * Opens a file of ours, making it (for this user's eyes alone) and its folder where there is none, and brings its schema
 * up to date. Every commit survives a loss of power. Throws `unavailable`, saying in words which file and what is wrong.
 */
export function openDatabaseFile(path: string, migrations: readonly string[], lockTimeout: number): Connection {
  const file = resolve(path);
  let connection: Connection | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, "a", 0o600));
    connection = connect(file, lockTimeout);
    migrate(connection, migrations);
    connection.execute(settings);
    return connection;
  } catch (error) {
    connection?.close();
    const known = translateSqliteError(error);
    const sentence = known instanceof TintypeError ? known.message : "The database file cannot be opened.";
    throw new Unavailable(`${sentence} (${file})`, { cause: error });
  }
}

/** FULL: a commit is on disk when it returns. `fullfsync` makes that true on macOS as well; it is ignored elsewhere. */
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA journal_size_limit = ${64 * 2 ** 20};
`;
