import { describe, expect, it } from "vitest";
import {
  days,
  earlierOf,
  hours,
  Instant,
  instantFromMillis,
  millisOf,
  minutes,
  plus,
  seconds,
  windowStart,
} from "./instant.ts";

const noon = Instant.parse("2026-11-20T12:00:00.000Z");

describe("an instant", () => {
  it.each([
    ["seconds without a fraction", "2026-11-20T12:00:00Z"],
    ["an offset", "2026-11-20T12:00:00.000+00:00"],
    ["a day that does not exist", "2026-13-20T12:00:00.000Z"],
    ["the 30th of February", "2026-02-30T12:00:00.000Z"],
    ["the 29th of February of another year", "2026-02-29T12:00:00.000Z"],
    ["the hour after the last", "2026-11-20T24:00:00.000Z"],
    ["an hour that does not exist", "2026-11-20T25:00:00.000Z"],
    ["a year of six digits", "+012026-11-20T12:00:00.000Z"],
    ["something in front", " 2026-11-20T12:00:00.000Z"],
    ["nothing", ""],
  ])("is not written with %s", (_, written) => {
    expect(Instant.safeParse(written).success).toBe(false);
  });

  it("sorts as text the way it sorts in time", () => {
    const moments = [0, 1, 999, 1_000, 86_399_999, 86_400_000, 253_402_300_799_999].map(instantFromMillis);
    expect(moments.toSorted()).toEqual(moments);
    expect(new Set(moments.map((moment) => moment.length))).toEqual(new Set([24]));
  });

  it("has milliseconds and nothing finer", () => {
    expect(millisOf(instantFromMillis(1_700_000_000_123))).toBe(1_700_000_000_123);
  });

  it("knows its own length: there is none after the year 9999", () => {
    expect(() => instantFromMillis(253_402_300_800_000)).toThrow();
    expect(() => instantFromMillis(Number.NaN)).toThrow(RangeError);
  });

  it("comes before or after another", () => {
    expect(plus(noon, days(1) - hours(24) + minutes(60) - seconds(3_600))).toBe(noon);
    expect(plus(noon, 1)).toBe("2026-11-20T12:00:00.001Z");
    expect(plus(noon, -1)).toBe("2026-11-20T11:59:59.999Z");
    expect(earlierOf(plus(noon, 1), noon)).toBe(noon);
    expect(earlierOf(noon, plus(noon, 1))).toBe(noon);
  });
});

describe("a window", () => {
  it("holds every moment from its start to just before the next one's", () => {
    const start = windowStart(noon, hours(1), minutes(7));
    expect(start).toBe("2026-11-20T11:07:00.000Z");
    expect(windowStart(start, hours(1), minutes(7))).toBe(start);
    expect(windowStart(plus(start, hours(1) - 1), hours(1), minutes(7))).toBe(start);
    expect(windowStart(plus(start, hours(1)), hours(1), minutes(7))).toBe(plus(start, hours(1)));
  });

  it("is shifted by no more than its length", () => {
    expect(windowStart(noon, hours(1), hours(25) + minutes(7))).toBe(windowStart(noon, hours(1), minutes(7)));
  });
});
