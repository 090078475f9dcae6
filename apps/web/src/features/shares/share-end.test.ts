import { describe, expect, it } from "vitest";
import { daysToChoose, endOf } from "./share-end.ts";

/** Noon, wherever this is read. */
const now = new Date(2026, 10, 20, 12).getTime();

describe(endOf, () => {
  it("counts days from now", () => {
    expect(endOf("7", "", now)).toBe(new Date(now + 7 * 86_400_000).toISOString());
  });

  it("takes a day to its last minute, as the reader's calendar has it", () => {
    expect(daysToChoose(now).min).toBe("2026-11-21");
    expect(endOf("day", "2026-11-21", now)).toBe(new Date(2026, 10, 21, 23, 59, 59, 999).toISOString());
  });

  it("lets no link live for longer than a year, nor end before tomorrow", () => {
    const { max } = daysToChoose(now);
    expect(Date.parse(endOf("day", max, now) ?? "")).toBe(now + 365 * 86_400_000);
    for (const day of ["2026-11-20", "2028-01-01", "", "tomorrow"])
      expect([day, endOf("day", day, now)]).toEqual([day, undefined]);
    expect(endOf("kept", "", now)).toBeUndefined();
  });
});
