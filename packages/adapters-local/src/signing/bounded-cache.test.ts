import { describe, expect, it } from "vitest";
import { createBoundedCache } from "./bounded-cache.ts";

describe(createBoundedCache, () => {
  it("remembers what was added", () => {
    const cache = createBoundedCache<number>(4);
    expect(cache.get("a")).toBe(undefined);
    expect(cache.add("a", 1)).toBe(1);
    expect(cache.get("a")).toBe(1);
  });

  it("forgets what was used longest ago, and keeps what is in use", () => {
    const cache = createBoundedCache<number>(4);
    cache.add("used", 0);
    for (let index = 1; index <= 100; index += 1) {
      cache.add(`n${index}`, index);
      expect(cache.get("used")).toBe(0);
    }
    const kept = Array.from({ length: 100 }, (_, index) => cache.get(`n${index + 1}`)).filter(
      (value) => value !== undefined,
    );
    expect(kept.length).toBeLessThanOrEqual(4);
    expect(kept).not.toContain(1);
  });
});
