import { describe, expect, it } from "vitest";
import { createManualClock } from "./clock.fixture.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { describeRateLimiter } from "./rate-limiter.contract.ts";
import { createMemoryRateLimiter } from "./rate-limiter.memory.ts";
import type { RateLimiter, RateRule } from "./rate-limiter.ts";

const opening = (sabotage: (good: RateLimiter) => Partial<RateLimiter>) => async () => {
  const clock = createManualClock();
  const good = createMemoryRateLimiter({ clock });
  return { clock, rates: { ...good, ...sabotage(good) }, [Symbol.asyncDispose]: async () => {} };
};

describeRateLimiter(
  { describe, it, expect },
  "memory",
  opening(() => ({})),
);

/** Goes by another rule than it is told. */
const byRule =
  (change: (rule: RateRule) => RateRule) =>
  ({ take }: RateLimiter): Partial<RateLimiter> => ({
    take: (key, rule, options) => take(key, change(rule), options),
  });

/** Limiters that each do one thing wrong, with the behaviour that gives them away. */
const broken: Record<string, (good: RateLimiter) => Partial<RateLimiter>> = {
  "lets a burst of calls through, and then as many a second as the rule says": byRule((rule) =>
    "burst" in rule ? { ...rule, perSecond: rule.perSecond * 2 } : rule,
  ),
  "says how long a call has to wait, and holds it back for so long and no longer": ({ take }) => ({
    take: async (...call) => Math.ceil((await take(...call)) / 1_000) * 1_000,
  }),
  "gathers no more than a burst, however long the rest was": byRule((rule) =>
    "burst" in rule ? { ...rule, burst: rule.burst + 1 } : rule,
  ),
  "lets no more guesses through of a thousand at once than one after the other": ({ take }) => {
    let asked: Promise<number> | undefined;
    return {
      take: async (...call) => {
        asked ??= take(...call).finally(() => {
          asked = undefined;
        });
        return asked;
      },
    };
  },
  "makes every pause between guesses twice as long as the one before, up to the longest": byRule((rule) =>
    "pause" in rule ? { ...rule, longestPause: rule.pause } : rule,
  ),
  "does not count what it holds back": ({ take, forget }) => ({
    take: async (key, rule, options) => {
      const wait = await take(key, rule, options);
      if (wait > 0 && "pause" in rule) {
        await forget(key);
        for (let guess = 0; guess < rule.free; guess += 1) await take(key, rule);
      }
      return wait;
    },
  }),
  "begins anew after a long time without a guess, and not before": byRule((rule) =>
    "pause" in rule ? { ...rule, forgottenAfter: rule.forgottenAfter * 2 } : rule,
  ),
  "begins anew when it is told to forget, and forgets what was never there": () => ({ forget: async () => {} }),
  "counts every key for itself, as it is spelled": ({ take, forget }) => ({
    take: (key, ...rest) => take(key.trim().toLowerCase(), ...rest),
    forget: (key, options) => forget(key.trim().toLowerCase(), options),
  }),
  "does nothing once the caller has given up": ({ take, forget }) => ({
    take: (key, rule) => take(key, rule),
    forget: (key) => forget(key),
  }),
};

describe("the contract of RateLimiter", () => {
  it.each(Object.entries(broken))("catches a limiter that fails where it says: %s", async (behaviour, sabotage) => {
    const suite = (runner: ContractRunner) => describeRateLimiter(runner, "broken", opening(sabotage));
    expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
  });
});
