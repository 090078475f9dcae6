import {
  aggregateOf,
  type Clock,
  type Delivery,
  type DomainEvent,
  type Ids,
  type Lane,
  lanes,
  lanesOf,
  millisOf,
  type TakeOptions,
} from "@tintype/core";

/** One event on one lane, until it is done or buried. */
interface Queued {
  readonly event: DomainEvent;
  readonly finished: () => void;
  attempts: number;
  lease?: string | undefined;
  /** In milliseconds since 1970: not to be handed out before. */
  dueAt: number;
}

/** Lanes in the memory of one process: they hand out events with leases, and keep the events of an aggregate in order. */
export interface EventLanes {
  /** How many events are on the lanes, counted once per lane. */
  readonly size: number;
  /** Puts an event on each of its lanes; `finished` is called once when it is off all of them. */
  add(event: DomainEvent, finished: () => void): void;
  take(lane: Lane, options: TakeOptions): readonly Delivery[];
  /** Whether this delivery's lease still holds its event. */
  isHeld(delivery: Delivery): boolean;
  /** Takes the event off the lane, so that the next of its aggregate can come. */
  finish(delivery: Delivery): void;
  putBack(delivery: Delivery, delay: number): void;
}

export function createEventLanes(clock: Clock, ids: Ids): EventLanes {
  const queues = new Map<Lane, Map<string, Queued[]>>(lanes.map((lane) => [lane, new Map()]));
  let size = 0;

  const now = () => millisOf(clock.now());
  const queueOf = (lane: Lane) => queues.get(lane) ?? new Map<string, Queued[]>();
  const held = ({ event, lane, lease }: Delivery) => {
    const first = queueOf(lane).get(aggregateOf(event))?.[0];
    return first?.lease === lease ? first : undefined;
  };

  return {
    get size() {
      return size;
    },

    add(event, finished) {
      let left: number = lanesOf[event.type].length;
      const finishedOnOne = () => {
        left -= 1;
        if (left === 0) finished();
      };
      for (const lane of lanesOf[event.type]) {
        const queue = queueOf(lane);
        const queued = { event, finished: finishedOnOne, attempts: 0, dueAt: 0 };
        queue.set(aggregateOf(event), [...(queue.get(aggregateOf(event)) ?? []), queued]);
        size += 1;
      }
    },

    take(lane, { lease, limit }) {
      const taken: Delivery[] = [];
      for (const [first] of queueOf(lane).values()) {
        if (taken.length === limit) break;
        if (first === undefined || first.dueAt > now()) continue;
        first.attempts += 1;
        first.lease = ids.next();
        first.dueAt = now() + lease;
        taken.push({ event: first.event, lane, attempt: first.attempts, lease: first.lease });
      }
      return taken;
    },

    isHeld: (delivery) => held(delivery) !== undefined,

    finish(delivery) {
      const queued = held(delivery);
      if (queued === undefined) return;
      const queue = queueOf(delivery.lane);
      const aggregate = aggregateOf(delivery.event);
      const rest = queue.get(aggregate)?.slice(1) ?? [];
      if (rest.length === 0) queue.delete(aggregate);
      else queue.set(aggregate, rest);
      size -= 1;
      queued.finished();
    },

    putBack(delivery, delay) {
      const queued = held(delivery);
      if (queued === undefined) return;
      queued.lease = undefined;
      queued.dueAt = now() + delay;
    },
  };
}
