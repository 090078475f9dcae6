import { join } from "node:path";
import { Unavailable } from "@tintype/core";
import { connect } from "./connection.ts";
import { isBusy, translateSqliteError } from "./translate-sqlite-error.ts";

/** The word of this process that it alone works in a folder. */
export interface FolderLock {
  /** Lets others in. Idempotent. */
  release(): void;
}

/**
 * Keeps every other process (and caller) out that asks for the same folder, which must exist, until it is released or
 * this process ends, however that happens. Throws `unavailable` when somebody is in there already.
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, "lock");
  let connection: ReturnType<typeof connect> | undefined;
  try {
    connection = connect(file, 0);
    // Node cannot lock files; SQLite can, and the system lets go of its locks when the process ends.
    connection.execute("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;");
  } catch (error) {
    connection?.close();
    if (isBusy(error)) throw new Unavailable(`Another process works in ${folder}.`, { cause: error });
    throw translateSqliteError(error);
  }
  return {
    release: () => {
      connection?.close();
      connection = undefined;
    },
  };
}
