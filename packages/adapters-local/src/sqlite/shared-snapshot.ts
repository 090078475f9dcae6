import type { Connection } from "./connection.ts";

/** What the reads of one turn of the event loop see. */
export interface SharedSnapshot {
  /** From now on, and until this turn ends, everything that was committed by now is seen, and nothing later. */
  begin(): void;
  /** Ends it, where there is one. */
  end(): void;
}

/** How many commits this process has made, on whatever connection. */
let commits = 0;

export function noteCommit(): void {
  commits += 1;
}

/**
 * A read by itself takes the database's locks and gives them back, which costs more than finding a row: reads that come up
 * in one turn share that. A turn has heard of nothing that came after it, except for what this process itself has
 * committed meanwhile, and then the next read sees that, too.
 */
export function createSharedSnapshot(connection: Connection): SharedSnapshot {
  const begin = connection.prepare("BEGIN");
  const rollBack = connection.prepare("ROLLBACK");
  let isOpen = false;
  let knownCommits = 0;

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    try {
      rollBack.run();
    } catch {
      // SQLite has ended it by itself, since the file is in trouble: whoever reads next is told so.
    }
  }

  return {
    begin() {
      if (isOpen && knownCommits === commits) return;
      end();
      begin.run();
      isOpen = true;
      knownCommits = commits;
      setImmediate(end);
    },
    end,
  };
}
