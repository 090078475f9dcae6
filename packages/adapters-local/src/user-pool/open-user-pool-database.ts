import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { TintypeError, Unavailable } from "@tintype/core";
import { type Connection, connect } from "../sqlite/connection.ts";
import { migrate } from "../sqlite/migrate.ts";
import { scrubFile } from "../sqlite/scrub-file.ts";
import { translateSqliteError } from "../sqlite/translate-sqlite-error.ts";
import { migrations } from "./migrations.ts";

/** The open file of a user pool, which `createUserPool` and `createLocalIdentityProvider` work on. */
export interface UserPoolDatabase extends Disposable {
  /** Idempotent. Whatever is asked later fails. */
  close(): void;
  readonly [poolFile]: PoolFile;
}

export const poolFile = Symbol("poolFile");

export interface PoolFile extends Pick<Connection, "prepare"> {
  /** Runs `work` in one transaction, or as a part of the one that is open: all of it holds afterwards, on disk, or nothing. */
  write<Result>(work: () => Result): Result;
  /** Writes the file anew if anybody was removed since, so that nothing of theirs can be read from it any more. */
  scrub(): void;
}

/**
 * Opens the file of a user pool (for this user's eyes alone), with its folder where there is none, and brings its schema
 * up to date. A change that was made survives a loss of power. Throws `unavailable` for a file that cannot be used.
 */
export function openUserPoolDatabase(path: string): UserPoolDatabase {
  const connection = openConnection(resolve(path));
  let isOpen = true;
  const close = () => {
    if (isOpen) connection.close();
    isOpen = false;
  };
  const file: PoolFile = {
    prepare: connection.prepare,
    write: (work) => {
      if (connection.inTransaction) return work();
      try {
        connection.execute("BEGIN IMMEDIATE");
        const result = work();
        connection.execute("COMMIT");
        return result;
      } catch (error) {
        if (connection.inTransaction) connection.execute("ROLLBACK");
        throw translateSqliteError(error);
      }
    },
    scrub: () => scrubFile(connection),
  };
  return { close, [Symbol.dispose]: close, [poolFile]: file };
}

function openConnection(path: string): Connection {
  let connection: Connection | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, "a", 0o600));
    connection = connect(path, 5_000);
    migrate(connection, migrations);
    connection.execute(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA fullfsync = ON;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
    `);
    return connection;
  } catch (error) {
    connection?.close();
    const known = translateSqliteError(error);
    const sentence = known instanceof TintypeError ? known.message : "The user pool's file cannot be opened.";
    throw new Unavailable(`${sentence} (${path})`, { cause: error });
  }
}
