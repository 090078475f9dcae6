import type { Lane } from "../events.ts";
import { plus } from "../shared/instant.ts";
import type { Delivery, EventQueue } from "./event-queue.ts";
import { frozenCopy } from "./frozen-copy.memory.ts";
import type { MemoryStore, QueuedEvent } from "./memory-store.memory.ts";
import { createSeededRandom } from "./seeded-random.fixture.ts";

export interface MemoryEventQueue extends EventQueue {
  /** What was buried, in that order. */
  readonly buried: readonly { readonly delivery: Delivery; readonly reason: string }[];
}

export interface MemoryEventQueueOptions {
  /** Another seed, another order between aggregates and other repetitions; the same seed, the same ones. Usually 1. */
  readonly seed?: number;
  /** The share of the events, 0 to 1, that come once more on a lane after they are done. Usually 0.25. */
  readonly repeats?: number;
}

/**
 * A queue as unpleasant as its port allows, so that what works with it works with every other: aggregates come in random
 * order, and a part of the events comes once more after it is done.
 */
export function createMemoryEventQueue(
  store: MemoryStore,
  { seed = 1, repeats = 0.25 }: MemoryEventQueueOptions = {},
): MemoryEventQueue {
  const random = createSeededRandom(seed);
  const repeated = new WeakSet<QueuedEvent>();
  const buried: { delivery: Delivery; reason: string }[] = [];
  let leases = 0;

  const held = ({ lane, lease }: Delivery) => store.outbox[lane].find((queued) => queued.lease === lease);

  function handOut(queued: QueuedEvent, lane: Lane, milliseconds: number): Delivery {
    leases += 1;
    queued.attempts += 1;
    queued.lease = `lease-${leases}`;
    queued.dueAt = plus(store.clock.now(), milliseconds);
    return frozenCopy({ event: queued.event, lane, attempt: queued.attempts, lease: queued.lease });
  }

  function handBack(queued: QueuedEvent, delay: number): void {
    queued.lease = undefined;
    queued.dueAt = plus(store.clock.now(), delay);
  }

  function remove(queued: QueuedEvent, lane: Lane): void {
    store.outbox[lane].splice(store.outbox[lane].indexOf(queued), 1);
  }

  return {
    buried,

    async take(lane, { lease, limit, signal }) {
      signal?.throwIfAborted();
      const now = store.clock.now();
      return firstOfEachAggregate(store.outbox[lane])
        .filter(({ dueAt }) => dueAt === undefined || dueAt <= now)
        .map((queued) => ({ queued, place: random() }))
        .toSorted((one, other) => one.place - other.place)
        .slice(0, limit)
        .map(({ queued }) => handOut(queued, lane, lease));
    },

    async done(delivery, options) {
      options?.signal?.throwIfAborted();
      const queued = held(delivery);
      if (queued === undefined) return;
      if (repeated.has(queued) || random() >= repeats) return remove(queued, delivery.lane);
      repeated.add(queued);
      handBack(queued, 0);
    },

    async retry(delivery, delay, options) {
      options?.signal?.throwIfAborted();
      const queued = held(delivery);
      if (queued !== undefined) handBack(queued, delay);
    },

    async bury(delivery, reason, options) {
      options?.signal?.throwIfAborted();
      const queued = held(delivery);
      if (queued === undefined) return;
      remove(queued, delivery.lane);
      buried.push({ delivery: frozenCopy(delivery), reason });
    },
  };
}

/** The others of an aggregate wait for its first. */
function firstOfEachAggregate(queue: readonly QueuedEvent[]): readonly QueuedEvent[] {
  const firsts = new Map<string, QueuedEvent>();
  for (const queued of queue) if (!firsts.has(queued.aggregate)) firsts.set(queued.aggregate, queued);
  return [...firsts.values()];
}
