import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId, UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";

/** What an owner has: reserved and settled together. */
export interface Usage {
  readonly photos: number;
  readonly bytes: number;
}

export interface UsageLimits {
  readonly photos: number;
  readonly bytes: number;
  /** Reservations that are open at once. */
  readonly openUploads: number;
}

export interface Reservation {
  readonly owner: UserId;
  readonly photo: PhotoId;
  readonly bytes: number;
  readonly reservedAt: Instant;
}

/**
 * Counts what every owner uses, exactly, whatever happens at once. A photo is in one of three positions: not counted,
 * reserved, settled; every method moves it atomically, and doing it twice is doing it once.
 */
export interface UsageLedger {
  usage(owner: UserId, options?: CallOptions): Promise<Usage>;

  /**
   * Counts one photo of that size, if it fits the limits: otherwise `quota_exceeded` or `too_many_open_uploads`.
   * Nothing happens for a photo that is reserved or settled already.
   */
  reserve(reservation: Reservation, limits: UsageLimits, options?: CallOptions): Promise<void>;

  /** Makes the reservation final, with the real size. Nothing happens for a photo that is not reserved. */
  settle(owner: UserId, photo: PhotoId, bytes: number, options?: CallOptions): Promise<void>;

  /** Counts the photo no more, reserved or settled. */
  release(owner: UserId, photo: PhotoId, options?: CallOptions): Promise<void>;

  /** Counts nothing of that owner any more, and keeps nothing of them. */
  forget(owner: UserId, options?: CallOptions): Promise<void>;

  /** The reservations that are open since `before` or longer, in no order. May lag. */
  openSince(before: Instant, options?: CallOptions): AsyncIterable<Reservation>;
}
