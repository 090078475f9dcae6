import { millisOf } from "../shared/instant.ts";
import type { Clock } from "./clock.ts";
import { countUnder, type RateCount, uncounted } from "./rate-count.ts";
import type { RateLimiter } from "./rate-limiter.ts";

/** For tests alone: it never forgets a key by itself. */
export function createMemoryRateLimiter({ clock }: { readonly clock: Clock }): RateLimiter {
  const counts = new Map<string, RateCount>();
  return {
    async take(key, rule, options) {
      options?.signal?.throwIfAborted();
      const { wait, after } = countUnder(rule, counts.get(key) ?? uncounted, millisOf(clock.now()));
      counts.set(key, after);
      return wait;
    },
    async forget(key, options) {
      options?.signal?.throwIfAborted();
      counts.delete(key);
    },
  };
}
