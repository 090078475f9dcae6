import {
  type CallOptions,
  type Clock,
  type Delivery,
  DomainEvent,
  type EventQueue,
  type Instant,
  type Lane,
  lanes,
  millisOf,
} from "@tintype/core";
import { type SqliteDatabase, type Store, store } from "./open-sqlite-database.ts";

export interface SqliteEventQueueOptions {
  readonly database: SqliteDatabase;
  readonly clock: Clock;
}

export interface SqliteEventQueue extends EventQueue {
  /**
   * Makes due at once whatever waits: events that were handed out and of which nothing was heard since, as if that had
   * not happened, and those that were to be tried again later. Resolves to how many. Only for a process that has just
   * begun to work off this database, alone: what was handed out went to processes that are no more. Anywhere else events
   * would be worked on twice at once.
   */
  resume(options?: CallOptions): Promise<number>;
  /** How things stand, lane by lane: for people and their instruments. It counts every row. */
  backlog(options?: CallOptions): Promise<readonly LaneBacklog[]>;
}

export interface LaneBacklog {
  readonly lane: Lane;
  /** That are not done, those that are being worked on among them. */
  readonly events: number;
  /** When the oldest of them happened. */
  readonly since: Instant | undefined;
  /** That were given up, and are kept for people to look at. */
  readonly buried: number;
}

interface TakenRow {
  readonly sequence: number;
  readonly event: string;
  readonly attempts: number;
}

interface EndedRow extends TakenRow {
  readonly lane: Lane;
  readonly aggregate: string;
}

/**
 * Delivers from the outbox that the repositories on the same database write. `due_at` says when a row may be handed out
 * (again): the time of its save or retry, or the end of its lease; it is empty while an earlier event of the same
 * aggregate is on the lane. Rows that are done are gone. An event that this version cannot read is buried.
 */
export function createSqliteEventQueue({ database, clock }: SqliteEventQueueOptions): SqliteEventQueue {
  const { prepare, read, write } = database[store];
  const now = () => millisOf(clock.now());
  const anyDue = prepare("SELECT 1 FROM outbox WHERE lane = ? AND due_at <= ? LIMIT 1");
  const take = prepare<TakenRow>(
    `UPDATE outbox SET attempts = attempts + 1, lease = attempts + 1, due_at = ?
     WHERE sequence IN (SELECT sequence FROM outbox WHERE lane = ? AND due_at <= ? ORDER BY due_at, sequence LIMIT ?)
     RETURNING sequence, event, attempts`,
  );
  const retry = prepare("UPDATE outbox SET lease = NULL, due_at = ? WHERE sequence = ? AND lease = ?");
  const { end, bury } = createEndings(database[store], clock);

  function handOut(lane: Lane, row: TakenRow): Delivery | undefined {
    const lease = `${row.sequence}.${row.attempts}`;
    const event = DomainEvent.safeParse(JSON.parse(row.event));
    if (event.success) return { event: event.data, lane, attempt: row.attempts, lease };
    bury(lease, "unreadable");
    return undefined;
  }

  return {
    take: async (lane, { lease, limit, ...options }) => {
      const isAnyDue = await read(() => anyDue.get(lane, now()) !== undefined, options);
      if (!isAnyDue) return [];
      return write(() => {
        const rows = take.all(now() + lease, lane, now(), limit);
        return rows.toSorted((one, other) => one.sequence - other.sequence).flatMap((row) => handOut(lane, row) ?? []);
      }, options);
    },
    done: ({ lease }, options) => write(() => void end(lease), options),
    retry: ({ lease }, delay, options) => write(() => void retry.run(now() + delay, ...rowOf(lease)), options),
    bury: ({ lease }, reason, options) => write(() => bury(lease, reason), options),
    resume: (options) => write(() => prepare(resumeAll).run(now(), now()).changes, options),
    backlog: (options) => read(() => lanes.map((lane) => backlogOf(database[store], lane)), options),
  };
}

// Looks at every row, once in a process's life. Whoever never told how an attempt ended was killed: not the event's fault.
const resumeAll = `
  UPDATE outbox SET lease = NULL, due_at = ?, attempts = attempts - (lease IS NOT NULL)
  WHERE lease IS NOT NULL OR due_at > ?`;

function backlogOf({ prepare }: Store, lane: Lane): LaneBacklog {
  // Whatever stands beside min() comes from the row that has it.
  const waiting = prepare<{ events: number; first: number | null; since: Instant | null }>(
    "SELECT count(*) AS events, min(sequence) AS first, event ->> 'at' AS since FROM outbox WHERE lane = ?",
  ).get(lane);
  const buried = prepare<{ events: number }>("SELECT count(*) AS events FROM buried_events WHERE lane = ?").get(lane);
  return { lane, events: waiting?.events ?? 0, since: waiting?.since ?? undefined, buried: buried?.events ?? 0 };
}

/** Both do nothing when the lease has been lost. */
function createEndings({ prepare }: Store, clock: Clock) {
  const remove = prepare<EndedRow>(
    "DELETE FROM outbox WHERE sequence = ? AND lease = ? RETURNING sequence, lane, aggregate, event, attempts",
  );
  const release = prepare(
    `UPDATE outbox SET due_at = ?
     WHERE sequence = (SELECT min(sequence) FROM outbox WHERE lane = ? AND aggregate = ?)`,
  );
  const keep = prepare(
    "INSERT INTO buried_events (sequence, lane, event, attempts, reason, buried_at) VALUES (?, ?, ?, ?, ?, ?)",
  );

  /** Takes the row away and makes the next event of its aggregate due. */
  function end(lease: string): EndedRow | undefined {
    const row = remove.get(...rowOf(lease));
    if (row !== undefined) release.run(millisOf(clock.now()), row.lane, row.aggregate);
    return row;
  }

  function bury(lease: string, reason: string): void {
    const row = end(lease);
    if (row !== undefined) keep.run(row.sequence, row.lane, row.event, row.attempts, reason, clock.now());
  }

  return { end, bury };
}

/** A lease names a row and one attempt at it: neither is ever given out again. */
function rowOf(lease: string): [sequence: number, attempt: number] {
  const [sequence = "", attempt = ""] = lease.split(".");
  return [Number(sequence), Number(attempt)];
}
