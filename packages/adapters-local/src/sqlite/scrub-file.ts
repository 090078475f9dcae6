import type { Connection } from "./connection.ts";
import { translateSqliteError } from "./translate-sqlite-error.ts";

/**
 * `VACUUM` copies what there is, and nothing else, into the file; emptying the log takes away what it still held. What
 * is removed row by row stays readable in free pages, and in pages that were split, until something is written over it.
 */
export function scrubFile(connection: Connection): void {
  try {
    const isDue = connection.prepareValue<number>("SELECT count(*) FROM unscrubbed").get() === 1;
    if (!isDue) return;
    connection.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE); DELETE FROM unscrubbed");
  } catch (error) {
    throw translateSqliteError(error);
  }
}
