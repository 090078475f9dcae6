import type { CallOptions } from "../shared/call-options.ts";

/** So many a second, and up to `burst` at once after a rest. */
export interface CallRate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * `free` guesses, then one after each pause: `pause` milliseconds long at first, twice as long each time, and never longer
 * than `longestPause`. After `forgottenAfter` milliseconds without a guess all of it begins anew.
 */
export interface GuessRate {
  readonly free: number;
  readonly pause: number;
  readonly longestPause: number;
  readonly forgottenAfter: number;
}

export type RateRule = CallRate | GuessRate;

/**
 * Holds back who comes too often. When it fails, whoever guards passwords with it refuses, and whoever only spares the
 * machine goes on.
 */
export interface RateLimiter {
  /**
   * Counts one under `key` and resolves to 0, or counts nothing and resolves to how many milliseconds there are to wait.
   * Of many at once it lets no more through than of as many one after the other. A key goes with one rule.
   */
  take(key: string, rule: RateRule, options?: CallOptions): Promise<number>;
  /** Begins anew with `key`. */
  forget(key: string, options?: CallOptions): Promise<void>;
}
