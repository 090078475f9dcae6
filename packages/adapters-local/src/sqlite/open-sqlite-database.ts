import { type CallOptions, type Lane, Unavailable } from "@tintype/core";
import type { Connection } from "./connection.ts";
import { createGroupCommit } from "./group-commit.ts";
import { initial } from "./migrations/001-initial.ts";
import { departures } from "./migrations/002-departures.ts";
import { apiKeys } from "./migrations/003-api-keys.ts";
import { unfinishedAccounts } from "./migrations/004-unfinished-accounts.ts";
import { openDatabaseFile } from "./open-database-file.ts";
import { scrubFile } from "./scrub-file.ts";
import { createSharedSnapshot } from "./shared-snapshot.ts";
import { translateSqliteError } from "./translate-sqlite-error.ts";

const migrations = [initial, departures, apiKeys, unfinishedAccounts];

export interface SqliteDatabaseOptions {
  /** Milliseconds that a change waits while another process writes, before it is `unavailable`. 5,000 unless told. */
  readonly lockTimeout?: number | undefined;
}

/** An open database file, which the `createSqlite…` factories work on. */
export interface SqliteDatabase extends AsyncDisposable {
  /** Calls `listener` whenever events have been saved, with the lanes that they are on. Call the result to end that. */
  onEventsSaved(listener: (lanes: ReadonlySet<Lane>) => void): () => void;
  /**
   * Writes the file anew, if an account was forgotten since the last time, so that nothing which was removed can be read
   * from its free space or its log. Blocks the thread meanwhile: seconds for 100,000 photos.
   */
  scrub(): Promise<void>;
  /** Waits for the changes that were begun, then closes the file; whatever is asked later is `unavailable`. Idempotent. */
  close(): Promise<void>;
  readonly [store]: Store;
}

export const store = Symbol("store");

/** What the repositories need of a database. */
export interface Store extends Pick<Connection, "prepare" | "prepareValue"> {
  /** Runs `work`, which reads what was committed last (see `SharedSnapshot`), at once. */
  read<Result>(work: () => Result, options: CallOptions | undefined): Promise<Result>;
  /** Runs `work` in a transaction (see `GroupCommit`), which saves events for `lanes`. */
  write<Result>(work: () => Result, options: CallOptions | undefined, lanes?: readonly Lane[]): Promise<Result>;
}

/**
 * Opens the database file at `path`, making it (for this user's eyes alone) and its folder where there is none, and
 * brings its schema up to date. A change that has resolved survives a loss of power. Other processes may have the same
 * file open. Throws `unavailable`, saying in words what is wrong, for a file that is damaged, that belongs to another
 * program or that a newer Tintype has written.
 */
export function openSqliteDatabase(path: string, options: SqliteDatabaseOptions = {}): SqliteDatabase {
  const { lockTimeout = 5_000 } = options;
  const connection = openDatabaseFile(path, migrations, lockTimeout);
  const snapshot = createSharedSnapshot(connection);
  const commits = createGroupCommit(connection, snapshot, lockTimeout);
  const listeners = new Set<(lanes: ReadonlySet<Lane>) => void>();
  let closing: Promise<void> | undefined;

  const close = () => {
    closing ??= finish();
    return closing;
  };
  const finish = async () => {
    await commits.close();
    snapshot.end();
    connection.close();
  };

  return {
    onEventsSaved: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    scrub: async () => {
      if (closing !== undefined) throw new Unavailable("The database is closed.");
      snapshot.end();
      scrubFile(connection);
    },
    close,
    [Symbol.asyncDispose]: close,
    [store]: {
      prepare: connection.prepare,
      prepareValue: connection.prepareValue,
      read: async (work, callOptions) => {
        callOptions?.signal?.throwIfAborted();
        if (closing !== undefined) throw new Unavailable("The database is closed.");
        try {
          snapshot.begin();
          return work();
        } catch (error) {
          throw translateSqliteError(error);
        }
      },
      write: async (work, callOptions, lanes = []) => {
        const result = await commits.run(work, callOptions?.signal);
        if (lanes.length > 0) for (const listener of listeners) listener(new Set(lanes));
        return result;
      },
    },
  };
}
