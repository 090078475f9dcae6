import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteDatabase, type SqliteDatabase, type SqliteDatabaseOptions } from "./open-sqlite-database.ts";

/** A path for a database file in a folder of its own, which goes when the test ends. */
export async function temporaryPath(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "tintype-"));
  return {
    path: join(folder, "tintype.db"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** A fresh database, which goes when the test ends. */
export async function temporaryDatabase(
  options?: SqliteDatabaseOptions,
): Promise<AsyncDisposable & { readonly path: string; readonly database: SqliteDatabase }> {
  const place = await temporaryPath();
  const database = openSqliteDatabase(place.path, options);
  return {
    path: place.path,
    database,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await place[Symbol.asyncDispose]();
    },
  };
}
