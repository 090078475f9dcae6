import type { DomainEvent } from "../events.ts";
import type { Counted, Receipt } from "../shared/aggregate.ts";
import type { CallOptions } from "../shared/call-options.ts";

/** One aggregate as it was and as it shall be, with the events that it raised and the receipt of the request. */
export interface Change<Aggregate extends Counted> {
  /** What was loaded; absent when the aggregate is new. */
  readonly before?: Aggregate | undefined;
  /** `after.saved` is `before.saved + 1`, or 1. */
  readonly after: Aggregate;
  readonly events: readonly DomainEvent[];
  readonly receipt?: Receipt | undefined;
}

/** What every repository can do. Trouble of the technology is `unavailable`, with the cause. */
export interface Repository<Id extends string, Aggregate extends Counted> {
  /** What was saved last (a consistent read), tombstones included; `undefined` when there is none. */
  get(id: Id, options?: CallOptions): Promise<Aggregate | undefined>;

  /**
   * Saves the aggregate, its events and its receipt: all of it, durably, or nothing. The stored `saved` counter must be
   * `before.saved` (without `before` nothing may be stored under the id): otherwise `save_conflict`. A receipt whose
   * `keyHash` is taken (and not expired): `request_in_progress`. A save whose answer was lost may have happened; saving
   * the very same change again is then a conflict, and reading tells.
   */
  save(change: Change<Aggregate>, options?: CallOptions): Promise<void>;

  /** The receipt under that key, unless it has expired. Receipts are one set for all repositories of a store. */
  receipt(keyHash: string, options?: CallOptions): Promise<Receipt | undefined>;
}
