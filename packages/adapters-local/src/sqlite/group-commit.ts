import { Unavailable } from "@tintype/core";
import type { Connection } from "./connection.ts";
import { noteCommit, type SharedSnapshot } from "./shared-snapshot.ts";
import { isBusy, translateSqliteError } from "./translate-sqlite-error.ts";

/** How long another process's lock may block the thread, and how long the thread then does something else. */
const BLOCKED_FOR = 20;
const PAUSE = 30;

/** How many changes are enough for one transaction. */
const PLENTY = 64;

export interface GroupCommit {
  /**
   * Runs `work` in a transaction and resolves to what it returned, once that is on disk; when `work` throws, nothing that
   * it wrote stays. `work` may run more than once and must have no effect but on the database.
   */
  run<Result>(work: () => Result, signal: AbortSignal | undefined): Promise<Result>;
  /** Resolves when everything that was begun has ended. Whatever comes later is refused. */
  close(): Promise<void>;
}

interface Job {
  readonly work: () => unknown;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A disk needs as long to make sixteen changes durable as for one. So the changes that come up while every turn of the
 * event loop brings more share one transaction, each within its own savepoint: one that fails takes none of the others
 * along. While another process holds the lock they wait together, `lockTimeout` milliseconds at the most, and the thread
 * is free.
 */
export function createGroupCommit(connection: Connection, snapshot: SharedSnapshot, lockTimeout: number): GroupCommit {
  connection.execute(`PRAGMA busy_timeout = ${BLOCKED_FOR}`);
  const transaction = createTransaction(connection, snapshot);
  let waiting: Job[] = [];
  let closed = false;

  function run<Result>(work: () => Result, signal: AbortSignal | undefined): Promise<Result> {
    if (closed) return Promise.reject(new Unavailable("The database is closed."));
    return new Promise<Result>((resolve, reject) => {
      waiting.push({ work, signal, resolve: resolve as Job["resolve"], reject });
      if (waiting.length === 1) setImmediate(gather, 0);
    });
  }

  /** Commits once a turn has brought nothing new: whoever has just been answered may be about to ask for the next change. */
  function gather(before: number): void {
    const { length } = waiting;
    if (length > before && length < PLENTY) setImmediate(gather, length);
    else commitWaiting(Math.ceil(lockTimeout / (BLOCKED_FOR + PAUSE)));
  }

  function commitWaiting(patience: number): void {
    const jobs = waiting;
    try {
      transaction.begin();
    } catch (error) {
      if (isBusy(error) && patience > 0) {
        setTimeout(commitWaiting, PAUSE, patience - 1);
        return;
      }
      waiting = [];
      for (const job of jobs) job.reject(translateSqliteError(error));
      return;
    }
    waiting = [];
    commitTogether(jobs);
  }

  /** The transaction has begun. */
  function commitTogether(jobs: readonly Job[]): void {
    try {
      const settlements = jobs.map((job) => transaction.attempt(job));
      transaction.commit();
      for (const settle of settlements) settle();
    } catch (error) {
      transaction.rollBack();
      const [only, ...others] = jobs;
      if (others.length === 0) only?.reject(translateSqliteError(error));
      else for (const job of jobs) commitAlone(job);
    }
  }

  /** The transaction that `job` shared was lost as a whole (a full disk does that), perhaps because of somebody else. */
  function commitAlone(job: Job): void {
    try {
      transaction.begin();
    } catch (error) {
      job.reject(translateSqliteError(error));
      return;
    }
    commitTogether([job]);
  }

  return {
    run,
    close: async () => {
      const last = run(() => {}, undefined);
      closed = true;
      await last.catch(() => {});
    },
  };
}

function createTransaction(connection: Connection, snapshot: SharedSnapshot) {
  const begin = connection.prepare("BEGIN IMMEDIATE");
  const commit = connection.prepare("COMMIT");
  const savepoint = connection.prepare("SAVEPOINT job");
  const release = connection.prepare("RELEASE job");
  const undo = connection.prepare("ROLLBACK TO job");
  return {
    begin: () => {
      snapshot.end();
      begin.run();
    },
    commit: () => {
      commit.run();
      noteCommit();
    },
    rollBack: () => {
      if (connection.inTransaction) connection.execute("ROLLBACK");
    },
    /** Does the work of one job. Gives what is to be done when all is on disk; throws when the whole transaction is lost. */
    attempt: ({ work, signal, resolve, reject }: Job): (() => void) => {
      savepoint.run();
      try {
        signal?.throwIfAborted();
        const result = work();
        release.run();
        return () => resolve(result);
      } catch (error) {
        if (!connection.inTransaction) throw error;
        undo.run();
        release.run();
        return () => reject(translateSqliteError(error));
      }
    },
  };
}
