import { describe, expect, it } from "vitest";
import type { DomainEvent } from "../events.ts";
import { PhotoId } from "../shared/ids.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { aPhoto, nextUlid } from "./entities.fixture.ts";
import { describeEventQueue } from "./event-queue.contract.ts";
import type { Delivery } from "./event-queue.ts";
import { openMemoryMetadata, type Sabotage } from "./open-memory-metadata.fixture.ts";

/** Stores whose queue does one thing wrong, by the behaviour that gives them away. */
const broken: Record<string, Sabotage> = {
  "delivers every event on each of its lanes, and on no other": ({ queue }) => ({
    queue: {
      ...queue,
      take: async (lane, options) =>
        (await queue.take("imaging", options)).map((delivery) => ({ ...delivery, lane: lane })),
    },
  }),
  "delivers the trace that an event belongs to": ({ photos }) => ({
    photos: {
      ...photos,
      save: (change) => photos.save({ ...change, events: change.events.map(({ trace: _, ...event }) => event) }),
    },
  }),
  "never delivers an event of a save that was refused": ({ photos }) => ({
    photos: {
      ...photos,
      save: async (change) => {
        // Raises the events first.
        await photos.save({ after: aPhoto(), events: change.events });
        await photos.save({ ...change, events: [] });
      },
    },
  }),
  "delivers no more what is done": ({ queue }) => ({ queue: { ...queue, done: async () => {} } }),
  "hands out as many as it is asked for at the most, and everything in the end": ({ queue }) => ({
    queue: { ...queue, take: (lane, options) => queue.take(lane, { ...options, limit: 100 }) },
  }),
  "rejects calls that were aborted, and does nothing for them": ({ queue }) => ({
    queue: { ...queue, take: (lane, { lease, limit }) => queue.take(lane, { lease, limit }) },
  }),
  "hands an event to one at a time, however many ask at once": ({ queue }) => ({
    queue: {
      ...queue,
      take: async (lane, options) => {
        const deliveries = await queue.take(lane, options);
        for (const delivery of deliveries) await queue.retry(delivery, 0);
        return deliveries;
      },
    },
  }),
  "hands an event out again when its lease ends, to the millisecond, and counts the attempts": ({ queue }) => ({
    queue: { ...queue, take: (lane, options) => queue.take(lane, { ...options, lease: options.lease - 1 }) },
  }),
  "is not told that an event is done by somebody whose lease has been lost": ({ queue }) => {
    // Knows an event by its id alone.
    const newest = new Map<string, Delivery>();
    return {
      queue: {
        ...queue,
        take: async (lane, options) => {
          const deliveries = await queue.take(lane, options);
          for (const delivery of deliveries) newest.set(delivery.event.id, delivery);
          return deliveries;
        },
        done: (delivery) => queue.done(newest.get(delivery.event.id) ?? delivery),
      },
    };
  },
  "hands an event out again after the delay that was asked for, and not before": ({ queue }) => ({
    queue: { ...queue, retry: (delivery) => queue.retry(delivery, 0) },
  }),
  "delivers no more what is buried, and goes on with the next of its aggregate": ({ queue }) => ({
    queue: { ...queue, bury: (delivery) => queue.retry(delivery, 1e9) },
  }),
  "delivers the events of one aggregate in the order of its saves": withoutAggregates,
  "holds an event back until the one before is done or buried, whatever becomes of that": withoutAggregates,
  "lets no aggregate wait for another": ({ queue }) => {
    // Hands out one event after the other.
    let held: Delivery | undefined;
    return {
      queue: {
        ...queue,
        take: async (lane, options) => {
          if (held !== undefined) return [];
          const deliveries = await queue.take(lane, { ...options, limit: 1 });
          held = deliveries[0];
          return deliveries;
        },
        done: async (delivery) => {
          held = undefined;
          await queue.done(delivery);
        },
      },
    };
  },
};

/** Takes every event for one of an aggregate of its own. */
function withoutAggregates({ photos, queue }: Parameters<Sabotage>[0]): ReturnType<Sabotage> {
  const originals = new Map<string, DomainEvent>();
  const alone = (event: DomainEvent): DomainEvent => {
    originals.set(event.id, event);
    return "account" in event ? event : { ...event, photo: PhotoId.parse(nextUlid()) };
  };
  return {
    photos: { ...photos, save: (change) => photos.save({ ...change, events: change.events.map(alone) }) },
    queue: {
      ...queue,
      take: async (lane, options) =>
        (await queue.take(lane, options)).map((delivery) => ({
          ...delivery,
          event: originals.get(delivery.event.id) ?? delivery.event,
        })),
    },
  };
}

describe("the contract of EventQueue", () => {
  for (const [behaviour, sabotage] of Object.entries(broken)) {
    it(`catches a queue that fails where it says "${behaviour}"`, async () => {
      const open = openMemoryMetadata({}, sabotage);
      const suite = (runner: Parameters<typeof describeEventQueue>[0]) => describeEventQueue(runner, "broken", open);
      expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
    });
  }

  it("catches a queue that repeats without saying so, and one that repeats without end", async () => {
    const behaviour = "delivers no more what is done";
    const silent = openMemoryMetadata({ repeats: 1 });
    const endless = openMemoryMetadata({ repeats: 1 }, ({ queue }) => ({
      queue: { ...queue, done: (delivery) => queue.retry(delivery, 0) },
    }));
    for (const open of [
      async (...clock: Parameters<typeof silent>) => ({ ...(await silent(...clock)), repeats: false }),
      endless,
    ]) {
      expect(await failuresOf(expect, (runner) => describeEventQueue(runner, "broken", open), [behaviour])).toEqual([
        behaviour,
      ]);
    }
  });
});
