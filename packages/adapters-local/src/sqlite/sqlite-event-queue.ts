import {
  type Clock,
  type Delivery,
  DomainEvent,
  type EventQueue,
  type Instant,
  type Lane,
  millisOf,
} from "@tintype/core";
import { type SqliteDatabase, type Store, store } from "./open-sqlite-database.ts";

export interface SqliteEventQueueOptions {
  readonly database: SqliteDatabase;
  readonly clock: Clock;
}

interface DueRow {
  readonly sequence: number;
  readonly event: string;
  readonly attempts: number;
}

interface EndedRow extends DueRow {
  readonly lane: Lane;
  readonly aggregate: string;
}

/**
 * Delivers from the outbox that the repositories on the same database write. `due_at` says when a row may be handed out
 * (again): the time of its save or retry, or the end of its lease; it is empty while an earlier event of the same
 * aggregate is on the lane. Rows that are done are gone.
 */
export function createSqliteEventQueue({ database, clock }: SqliteEventQueueOptions): EventQueue {
  const { prepare, read, write } = database[store];
  const nextDue = prepare("SELECT 1 FROM outbox WHERE lane = ? AND due_at <= ? LIMIT 1");
  const take = prepare<DueRow>(
    `UPDATE outbox SET attempts = attempts + 1, lease = attempts + 1, due_at = ?
     WHERE sequence IN (SELECT sequence FROM outbox WHERE lane = ? AND due_at <= ? ORDER BY due_at, sequence LIMIT ?)
     RETURNING sequence, event, attempts`,
  );
  const retry = prepare("UPDATE outbox SET lease = NULL, due_at = ? WHERE sequence = ? AND lease = ?");
  const end = createEnd(database[store]);
  const bury = prepare(
    "INSERT INTO buried_events (sequence, lane, event, attempts, reason, buried_at) VALUES (?, ?, ?, ?, ?, ?)",
  );

  return {
    take: async (lane, { lease, limit, ...options }) => {
      const due = await read(() => nextDue.get(lane, millisOf(clock.now())) !== undefined, options);
      if (!due) return [];
      return write(() => {
        const now = millisOf(clock.now());
        const rows = take.all(now + lease, lane, now, limit);
        return rows.toSorted((one, other) => one.sequence - other.sequence).map((row) => deliveryOf(lane, row));
      }, options);
    },
    done: (delivery, options) =>
      write(() => {
        end(delivery, clock.now());
      }, options),
    retry: (delivery, delay, options) =>
      write(() => {
        retry.run(millisOf(clock.now()) + delay, ...leaseOf(delivery));
      }, options),
    bury: (delivery, reason, options) =>
      write(() => {
        const now = clock.now();
        const row = end(delivery, now);
        if (row !== undefined) bury.run(row.sequence, row.lane, row.event, row.attempts, reason, now);
      }, options),
  };
}

/** Takes the row of a delivery away, if the lease is still held, and makes the next event of its aggregate due. */
function createEnd({ prepare }: Store): (delivery: Delivery, now: Instant) => EndedRow | undefined {
  const remove = prepare<EndedRow>(
    "DELETE FROM outbox WHERE sequence = ? AND lease = ? RETURNING sequence, lane, aggregate, event, attempts",
  );
  const release = prepare(
    `UPDATE outbox SET due_at = ?
     WHERE sequence = (SELECT min(sequence) FROM outbox WHERE lane = ? AND aggregate = ?)`,
  );
  return (delivery, now) => {
    const row = remove.get(...leaseOf(delivery));
    if (row !== undefined) release.run(millisOf(now), row.lane, row.aggregate);
    return row;
  };
}

/** A lease names the row and the attempt: neither is ever given to somebody else. */
function deliveryOf(lane: Lane, { sequence, event, attempts }: DueRow): Delivery {
  return { lane, event: DomainEvent.parse(JSON.parse(event)), attempt: attempts, lease: `${sequence}.${attempts}` };
}

function leaseOf({ lease }: Delivery): [sequence: number, lease: number] {
  const [sequence = "", attempt = ""] = lease.split(".");
  return [Number(sequence), Number(attempt)];
}
