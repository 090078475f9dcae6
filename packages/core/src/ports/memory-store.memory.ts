import { aggregateOf, type DomainEvent, type Lane, lanes, lanesOf } from "../events.ts";
import type { Receipt } from "../shared/aggregate.ts";
import type { Instant } from "../shared/instant.ts";
import type { Clock } from "./clock.ts";

/** One event on one lane, until it is done or buried. */
export interface QueuedEvent {
  readonly event: DomainEvent;
  readonly aggregate: string;
  attempts: number;
  /** Who holds it; `undefined` when nobody ever did, or when it was handed back. */
  lease?: string | undefined;
  /** Not to be handed out before; `undefined` when it never was. */
  dueAt?: Instant | undefined;
}

/** What the memory adapters of one store share. */
export interface MemoryStore {
  readonly clock: Clock;
  readonly receipts: Map<string, Receipt>;
  /** What is still to be delivered, in the order of the saves. */
  readonly outbox: Readonly<Record<Lane, QueuedEvent[]>>;
}

export function createMemoryStore(clock: Clock): MemoryStore {
  const outbox = Object.fromEntries(lanes.map((lane) => [lane, []])) as unknown as MemoryStore["outbox"];
  return { clock, receipts: new Map(), outbox };
}

/** Puts an event on each of its lanes. */
export function enqueue(store: MemoryStore, event: DomainEvent): void {
  for (const lane of lanesOf[event.type]) {
    store.outbox[lane].push({ event, aggregate: aggregateOf(event), attempts: 0 });
  }
}

/** The receipt under that key, unless it has expired. */
export function liveReceipt(store: MemoryStore, keyHash: string): Receipt | undefined {
  const receipt = store.receipts.get(keyHash);
  return receipt !== undefined && receipt.expiresAt > store.clock.now() ? receipt : undefined;
}
