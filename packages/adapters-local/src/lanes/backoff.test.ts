import { describe, expect, it } from "vitest";
import { createBackoff } from "./backoff.ts";

describe("the pause after a failure", () => {
  it("doubles with every attempt, up to the longest", () => {
    const backoff = createBackoff({ firstDelay: 100, longestDelay: 1_000, random: () => 0 });
    expect([1, 2, 3, 4, 5, 5_000].map(backoff)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it("is shortened by chance, by half at the most", () => {
    const almostOne = createBackoff({ firstDelay: 100, longestDelay: 1_000, random: () => 0.999_999 });
    expect([1, 2, 5].map(almostOne)).toEqual([50, 100, 500]);
    const half = createBackoff({ firstDelay: 100, longestDelay: 1_000, random: () => 0.5 });
    expect(half(1)).toBe(75);
  });
});
