import { describe, expect, it } from "vitest";
import { markAt, yearsOf } from "./scrubber-marks.ts";

const mark = (key: string, top: number) => ({ key, title: key, top });
const marks = [
  mark("2026-07", 0),
  mark("2026-06", 100),
  mark("2025-12", 500),
  mark("2024-01", 510),
  mark("2020-05", 800),
];

describe("the time line", () => {
  it("knows which month one is in", () => {
    expect([0, 99, 100, 5_000, -20].map((top) => markAt(marks, top))).toEqual([0, 0, 1, 4, 0]);
    expect(markAt([], 10)).toBe(0);
  });

  it("names the years where they begin, as long as they can be read", () => {
    const years = yearsOf(marks, 1_000);
    expect(years).toEqual([
      { year: "2026", part: 0 },
      { year: "2025", part: 0.5 },
      { year: "2020", part: 0.8 },
    ]);
  });
});
