import { hours, minutes, seconds } from "../shared/instant.ts";
import type { ManualClock } from "./clock.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import type { RateLimiter } from "./rate-limiter.ts";

export interface RateLimiterFixture {
  readonly rates: RateLimiter;
  /** What the limiter goes by. */
  readonly clock: ManualClock;
}

const calls = { perSecond: 10, burst: 3 };
const guesses = { free: 2, pause: minutes(1), longestPause: minutes(5), forgottenAfter: hours(1) };

/** What holds for all RateLimiters. */
export function describeRateLimiter(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<RateLimiterFixture>,
): void {
  describe(`${name} as RateLimiter`, () => {
    it("lets a burst of calls through, and then as many a second as the rule says", async () => {
      await using fixture = await open();
      const { rates, clock } = fixture;
      let through = 0;
      for (let step = 0; step < 200; step += 1) {
        if ((await rates.take("ana", calls)) === 0) through += 1;
        clock.advance(10);
      }
      // Three at once, and one every tenth of a second for the 1.99 seconds between the first and the last.
      expect(through).toBe(3 + 19);
    });

    it("says how long a call has to wait, and holds it back for so long and no longer", async () => {
      await using fixture = await open();
      const { rates, clock } = fixture;
      for (let call = 0; call < 3; call += 1) expect(await rates.take("ana", calls)).toBe(0);
      expect(await rates.take("ana", calls)).toBe(100);
      clock.advance(99);
      expect(await rates.take("ana", calls)).toBe(1);
      clock.advance(1);
      expect(await rates.take("ana", calls)).toBe(0);
      expect(await rates.take("ana", calls)).toBe(100);
    });

    it("gathers no more than a burst, however long the rest was", async () => {
      await using fixture = await open();
      const { rates, clock } = fixture;
      await rates.take("ana", calls);
      clock.advance(hours(5));
      const waits = [];
      for (let call = 0; call < 4; call += 1) waits.push(await rates.take("ana", calls));
      expect(waits).toEqual([0, 0, 0, 100]);
    });

    it("lets no more guesses through of a thousand at once than one after the other", async () => {
      await using fixture = await open();
      const many = Array.from({ length: 1_000 }, () => fixture.rates.take("door", guesses));
      const waits = await Promise.all(many);
      expect(waits.filter((wait) => wait === 0)).toHaveLength(2);
      expect(new Set(waits)).toEqual(new Set([0, minutes(1)]));
    });

    it("makes every pause between guesses twice as long as the one before, up to the longest", async () => {
      await using fixture = await open();
      const { rates, clock } = fixture;
      for (let guess = 0; guess < 2; guess += 1) expect(await rates.take("door", guesses)).toBe(0);
      const pauses = [];
      for (let guess = 0; guess < 6; guess += 1) {
        const pause = await rates.take("door", guesses);
        pauses.push(pause);
        clock.advance(pause);
        expect(await rates.take("door", guesses)).toBe(0);
      }
      expect(pauses).toEqual([1, 2, 4, 5, 5, 5].map(minutes));
    });

    it("does not count what it holds back", async () => {
      await using fixture = await open();
      const { rates, clock } = fixture;
      for (let guess = 0; guess < 2; guess += 1) await rates.take("door", guesses);
      for (let second = 0; second < 60; second += 1) {
        expect(await rates.take("door", guesses)).toBe(minutes(1) - seconds(second));
        clock.advance(seconds(1));
      }
      expect(await rates.take("door", guesses)).toBe(0);
    });

    it("begins anew after a long time without a guess, and not before", async () => {
      await using fixture = await open();
      const { rates, clock } = fixture;
      for (let guess = 0; guess < 2; guess += 1) await rates.take("door", guesses);
      clock.advance(hours(1) - 1);
      expect(await rates.take("door", guesses)).toBe(0);
      expect(await rates.take("door", guesses)).toBe(minutes(2));
      clock.advance(hours(1));
      expect(await rates.take("door", guesses)).toBe(0);
      expect(await rates.take("door", guesses)).toBe(0);
      expect(await rates.take("door", guesses)).toBe(minutes(1));
    });

    it("begins anew when it is told to forget, and forgets what was never there", async () => {
      await using fixture = await open();
      const { rates } = fixture;
      await rates.forget("door");
      for (let guess = 0; guess < 3; guess += 1) await rates.take("door", guesses);
      await rates.forget("door");
      expect(await rates.take("door", guesses)).toBe(0);
      expect(await rates.take("door", guesses)).toBe(0);
      expect(await rates.take("door", guesses)).toBe(minutes(1));
    });

    it("counts every key for itself, as it is spelled", async () => {
      await using fixture = await open();
      const { rates } = fixture;
      const keys = ["door", "Door", "door ", "door:a", "문", "", "__proto__", "a".repeat(300)];
      for (const key of keys) expect(await rates.take(key, guesses), key).toBe(0);
      await rates.forget("door");
      for (const key of keys) expect(await rates.take(key, guesses), key).toBe(0);
      expect(await rates.take("door", guesses)).toBe(0);
      expect(await rates.take("Door", guesses)).toBe(minutes(1));
    });

    it("does nothing once the caller has given up", async () => {
      await using fixture = await open();
      const { rates } = fixture;
      const signal = AbortSignal.abort();
      for (let guess = 0; guess < 3; guess += 1) {
        await expect(rates.take("door", guesses, { signal })).rejects.toThrow();
      }
      expect(await rates.take("door", guesses)).toBe(0);
      await expect(rates.forget("door", { signal })).rejects.toThrow();
      expect(await rates.take("door", guesses)).toBe(0);
      expect(await rates.take("door", guesses)).toBe(minutes(1));
    });
  });
}
