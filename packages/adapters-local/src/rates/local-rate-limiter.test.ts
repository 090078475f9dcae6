import { minutes } from "@tintype/core";
import { describeRateLimiter } from "@tintype/core/contracts";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createLocalRateLimiter } from "./local-rate-limiter.ts";

describeRateLimiter({ describe, it, expect }, "this process's memory", async () => {
  const clock = createManualClock();
  return { clock, rates: createLocalRateLimiter({ clock }), [Symbol.asyncDispose]: async () => {} };
});

describe(createLocalRateLimiter, () => {
  const once = { free: 1, pause: minutes(1), longestPause: minutes(1), forgottenAfter: minutes(60) };

  it("forgets the keys that were used longest ago, and keeps those that are used", async () => {
    const rates = createLocalRateLimiter({ clock: createManualClock(), most: 100 });
    await rates.take("mine", once);
    for (let other = 0; other < 1_000; other += 1) {
      await rates.take(`other-${other}`, once);
      expect(await rates.take("mine", once)).toBe(minutes(1));
    }
    expect(await rates.take("other-999", once)).toBe(minutes(1));
    expect(await rates.take("other-0", once)).toBe(0);
  });
});
