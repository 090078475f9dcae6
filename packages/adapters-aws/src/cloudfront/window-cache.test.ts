import { describe, expect, it } from "vitest";
import { createWindowCache } from "./window-cache.ts";

describe(createWindowCache, () => {
  it("remembers a query for its resource and its end alone", () => {
    const cache = createWindowCache(4);
    expect(cache.add("p/a/*", 60, "query")).toBe("query");
    expect(cache.get("p/a/*", 60)).toBe("query");
    expect(cache.get("p/a/*", 120)).toBe(undefined);
    expect(cache.get("p/b/*", 60)).toBe(undefined);
  });

  it("keeps the newest, and no more than it may", () => {
    const cache = createWindowCache(4);
    const ends = Array.from({ length: 100 }, (_, index) => index);
    for (const end of ends) cache.add("p/a/*", end, String(end));
    expect(ends.filter((end) => cache.get("p/a/*", end) !== undefined)).toEqual([96, 97, 98, 99]);
  });
});
