import { type Clock, countUnder, millisOf, type RateCount, type RateLimiter, uncounted } from "@tintype/core";
import { createBoundedCache } from "../signing/bounded-cache.ts";

export interface LocalRateLimiterOptions {
  readonly clock: Clock;
  /** How many keys are remembered, about 100 bytes each; 100,000 unless told. Those used longest ago are forgotten first. */
  readonly most?: number;
}

/** Counts in the memory of this process, which begins anew with every start. */
export function createLocalRateLimiter({ clock, most = 100_000 }: LocalRateLimiterOptions): RateLimiter {
  const counts = createBoundedCache<RateCount>(most);
  return {
    async take(key, rule, options) {
      options?.signal?.throwIfAborted();
      const { wait, after } = countUnder(rule, counts.get(key) ?? uncounted, millisOf(clock.now()));
      if (wait === 0) counts.add(key, after);
      return wait;
    },
    async forget(key, options) {
      options?.signal?.throwIfAborted();
      if (counts.get(key) !== undefined) counts.add(key, uncounted);
    },
  };
}
