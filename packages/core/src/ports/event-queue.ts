import type { DomainEvent, Lane } from "../events.ts";
import type { CallOptions } from "../shared/call-options.ts";

/** One event on one lane, handed out for a while. */
export interface Delivery {
  readonly event: DomainEvent;
  readonly lane: Lane;
  /** 1 for the first time. */
  readonly attempt: number;
  /** Names this handing-out; worthless once the lease has ended and somebody else holds the event. */
  readonly lease: string;
}

export interface TakeOptions extends CallOptions {
  /** Milliseconds until an event that was taken and not finished is handed out again. */
  readonly lease: number;
  readonly limit: number;
}

/**
 * Delivers what repositories saved. Every event reaches each of its lanes (`lanesOf`) at least once: when a save has
 * resolved its events will come, now or after a restart; when it was rejected they never do. On one lane the events of
 * one aggregate come in the order of their saves, the next only after the one before is done or buried; aggregates do
 * not wait for each other.
 */
export interface EventQueue {
  /** Up to `limit` events that are due; at once, and perhaps none. */
  take(lane: Lane, options: TakeOptions): Promise<readonly Delivery[]>;
  /** It will not come again. Nothing happens when the lease has been lost. */
  done(delivery: Delivery, options?: CallOptions): Promise<void>;
  /** It comes again in `delay` milliseconds at the earliest. Nothing happens when the lease has been lost. */
  retry(delivery: Delivery, delay: number, options?: CallOptions): Promise<void>;
  /** It will not come again, and is kept for people to look at, with the reason. Nothing happens when the lease has been lost. */
  bury(delivery: Delivery, reason: string, options?: CallOptions): Promise<void>;
}
