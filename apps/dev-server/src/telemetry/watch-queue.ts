import type { Meter } from "@opentelemetry/api";
import type { SqliteEventQueue } from "@tintype/adapters-local";
import { type Clock, millisOf } from "@tintype/core";

/** Tells with every sending how many events wait on each lane, how old the oldest is, and how many were given up. */
export function watchQueue(meter: Meter, queue: Pick<SqliteEventQueue, "backlog">, clock: Clock): void {
  const gauge = (name: string, description: string, unit: string) =>
    meter.createObservableGauge(name, { description, unit });
  const waiting = gauge("tintype.queue.events", "Events that are not done.", "{event}");
  const age = gauge("tintype.queue.age", "How long ago the oldest of them happened.", "s");
  const buried = gauge("tintype.queue.buried", "Events that were given up.", "{event}");
  meter.addBatchObservableCallback(
    async (result) => {
      // The last sending comes when the database has closed: nothing waits there then.
      for (const lane of await queue.backlog().catch(() => [])) {
        const since = lane.since === undefined ? 0 : millisOf(clock.now()) - millisOf(lane.since);
        const attributes = { "tintype.lane": lane.lane };
        result.observe(waiting, lane.events, attributes);
        result.observe(age, Math.max(0, since) / 1_000, attributes);
        result.observe(buried, lane.buried, attributes);
      }
    },
    [waiting, age, buried],
  );
}
