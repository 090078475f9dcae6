import { Unavailable } from "@tintype/core";
import type { Connection } from "./connection.ts";

/** Marks a file as ours: the letters TINT. */
const APPLICATION = 0x54494e54;

/**
 * Brings a database to the newest schema: every migration that it has not seen yet (`user_version` counts them), each in
 * one transaction. Throws `unavailable` for a file of another program and for one that a newer Tintype has written;
 * neither is touched.
 */
export function migrate(connection: Connection, migrations: readonly string[]): void {
  checkOrigin(connection, migrations.length);
  for (let done = version(connection); done < migrations.length; done = version(connection)) {
    step(connection, migrations[done] ?? "", done);
  }
}

function checkOrigin(connection: Connection, newest: number): void {
  const application = connection.prepareValue<number>("PRAGMA application_id").get();
  const empty = connection.prepareValue<number>("SELECT count(*) = 0 FROM sqlite_schema").get() === 1;
  if (application !== APPLICATION && !empty) throw new Unavailable("The database file belongs to another program.");
  const found = version(connection);
  if (found > newest) {
    throw new Unavailable(
      `The database was written by a newer version of Tintype (schema ${found}; this one knows ${newest}): update Tintype.`,
    );
  }
}

function step(connection: Connection, migration: string, done: number): void {
  connection.execute("BEGIN IMMEDIATE");
  try {
    // Another process may have been faster.
    if (version(connection) === done) {
      connection.execute(migration);
      connection.execute(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${done + 1};`);
    }
    connection.execute("COMMIT");
  } catch (error) {
    if (connection.inTransaction) connection.execute("ROLLBACK");
    throw error;
  }
}

function version(connection: Connection): number {
  return connection.prepareValue<number>("PRAGMA user_version").get() ?? 0;
}
