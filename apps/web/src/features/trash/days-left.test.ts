import { describe, expect, it } from "vitest";
import { daysLeft } from "./days-left.ts";

describe(daysLeft, () => {
  it("counts a day that has begun", () => {
    const now = Date.parse("2026-11-20T12:00:00.000Z");
    const ends = [
      "2026-12-20T12:00:00.000Z",
      "2026-11-21T12:00:00.001Z",
      "2026-11-20T12:00:01.000Z",
      "2026-11-01T00:00:00.000Z",
    ];
    expect(ends.map((end) => daysLeft(end, now))).toEqual([30, 2, 1, 0]);
  });
});
