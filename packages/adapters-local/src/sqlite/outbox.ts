import { aggregateOf, type DomainEvent, type Instant, lanesOf, millisOf } from "@tintype/core";
import type { Store } from "./open-sqlite-database.ts";

/** Where events lie, one row for each lane, from their save until they are done. */
interface Outbox {
  /** Within a transaction. */
  add(events: readonly DomainEvent[], now: Instant): void;
}

export function createOutbox({ prepare }: Pick<Store, "prepare">): Outbox {
  // An event that comes after another of its aggregate is not due before that one has gone.
  const add = prepare(
    `WITH new (lane, aggregate, event, due_at) AS (VALUES (?, ?, ?, ?))
     INSERT INTO outbox (lane, aggregate, event, due_at)
     SELECT lane, aggregate, event,
       CASE WHEN EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.lane = new.lane AND earlier.aggregate = new.aggregate)
         THEN NULL ELSE due_at END
     FROM new`,
  );
  return {
    add: (events, now) => {
      for (const event of events) {
        for (const lane of lanesOf[event.type]) {
          add.run(lane, aggregateOf(event), JSON.stringify(event), millisOf(now));
        }
      }
    },
  };
}
