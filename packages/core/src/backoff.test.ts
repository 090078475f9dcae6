import { describe, expect, it } from "vitest";
import { attemptsOfEvent, createBackoff } from "./backoff.ts";
import { hours } from "./shared/instant.ts";

describe("the pause after a failure", () => {
  it("grows fourfold with every attempt, up to the longest", () => {
    const backoff = createBackoff({ firstDelay: 100, longestDelay: 10_000, random: () => 0 });
    expect([1, 2, 3, 4, 5, 5_000].map(backoff)).toEqual([100, 400, 1_600, 6_400, 10_000, 10_000]);
  });

  it("is shortened by chance, by half at the most", () => {
    const almostOne = createBackoff({ firstDelay: 100, longestDelay: 1_000, random: () => 0.999_999 });
    expect([1, 2, 5].map(almostOne)).toEqual([50, 200, 500]);
    const half = createBackoff({ firstDelay: 100, longestDelay: 1_000, random: () => 0.5 });
    expect(half(1)).toBe(75);
  });

  it.each([
    ["longest", 0],
    ["shortest", 0.999_999],
  ])(
    "lets an event survive an outage of an hour, where pauses are at their %s, and waits two hours at most",
    (_, luck) => {
      const backoff = createBackoff({ random: () => luck });
      const pauses = Array.from({ length: attemptsOfEvent - 1 }, (_unused, index) => backoff(index + 1));
      const all = pauses.reduce((sum, pause) => sum + pause, 0);
      expect(all).toBeGreaterThan(hours(1));
      expect(all).toBeLessThan(hours(2.2));
    },
  );
});
