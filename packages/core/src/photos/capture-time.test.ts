import { describe, expect, it } from "vitest";
import type { ExifTimes } from "../ports/image-processor.ts";
import { captureTime } from "./capture-time.ts";
import { CapturedAt } from "./photo.ts";

const noon = "2026:07:01 12:00:00";
const local = "2026-07-01T12:00:00.000";
const gps = (date: string, time: string): ExifTimes => ({ gpsDateStamp: date, gpsTimeStamp: time });

const golden: readonly [says: string, times: ExifTimes, means: CapturedAt | undefined][] = [
  ["nothing", {}, undefined],

  // Which time.
  ["the exposure alone", { dateTimeOriginal: noon }, { local, source: "original" }],
  ["digitising alone", { dateTimeDigitized: noon }, { local, source: "digitized" }],
  ["the last change alone", { dateTime: noon }, { local, source: "modified" }],
  [
    "the exposure before everything else",
    { dateTimeOriginal: noon, dateTimeDigitized: "2026:07:02 00:00:00", dateTime: "2026:07:03 00:00:00" },
    { local, source: "original" },
  ],
  [
    "digitising where the exposure is nonsense",
    { dateTimeOriginal: "0000:00:00 00:00:00", dateTimeDigitized: noon, dateTime: "2026:07:03 00:00:00" },
    { local, source: "digitized" },
  ],
  [
    "GPS where the camera has no clock",
    gps("2026:07:01", "05:03:22"),
    { local: "2026-07-01T05:03:22.000", offset: "+00:00", source: "gps" },
  ],

  // Fractions belong to their own time.
  [
    "a fraction",
    { dateTimeOriginal: noon, subSecTimeOriginal: "123" },
    { local: "2026-07-01T12:00:00.123", source: "original" },
  ],
  [
    "tenths",
    { dateTimeOriginal: noon, subSecTimeOriginal: "5 " },
    { local: "2026-07-01T12:00:00.500", source: "original" },
  ],
  [
    "microseconds",
    { dateTimeOriginal: noon, subSecTimeOriginal: "0887" },
    { local: "2026-07-01T12:00:00.088", source: "original" },
  ],
  ["a fraction of another time", { dateTimeOriginal: noon, subSecTime: "123" }, { local, source: "original" }],
  ["a blank fraction", { dateTimeOriginal: noon, subSecTimeOriginal: "  " }, { local, source: "original" }],

  // Which offset.
  [
    "its own offset",
    { dateTimeOriginal: noon, offsetTimeOriginal: "+09:00" },
    { local, offset: "+09:00", source: "original" },
  ],
  [
    "its own offset before GPS and OffsetTime",
    { dateTimeOriginal: noon, offsetTimeOriginal: "+09:00", offsetTime: "+02:00", ...gps("2026:07:01", "11:00:00") },
    { local, offset: "+09:00", source: "original" },
  ],
  [
    "the offset by GPS before OffsetTime",
    { dateTimeOriginal: noon, offsetTime: "+02:00", ...gps("2026:07:01", "11:00:00") },
    { local, offset: "+01:00", source: "original" },
  ],
  [
    "OffsetTime where there is no better one",
    { dateTimeOriginal: noon, offsetTime: "+02:00" },
    { local, offset: "+02:00", source: "original" },
  ],
  [
    "digitising with its own offset",
    { dateTimeDigitized: noon, offsetTimeDigitized: "-03:30", offsetTime: "+02:00" },
    { local, offset: "-03:30", source: "digitized" },
  ],
  [
    "the last change with its own offset before GPS",
    { dateTime: noon, offsetTime: "+02:00", ...gps("2026:07:01", "11:00:00") },
    { local, offset: "+02:00", source: "modified" },
  ],
  [
    "the offset of another time",
    { dateTimeOriginal: noon, offsetTimeDigitized: "+02:00" },
    { local, source: "original" },
  ],
  ["Z", { dateTimeOriginal: noon, offsetTimeOriginal: "Z" }, { local, offset: "+00:00", source: "original" }],
  [
    "minus zero",
    { dateTimeOriginal: noon, offsetTimeOriginal: "-00:00" },
    { local, offset: "+00:00", source: "original" },
  ],
  [
    "NUL after the offset",
    { dateTimeOriginal: noon, offsetTimeOriginal: "+05:45\0" },
    { local, offset: "+05:45", source: "original" },
  ],
  ["an offset of nowhere", { dateTimeOriginal: noon, offsetTimeOriginal: "+15:00" }, { local, source: "original" }],
  [
    "an offset of seventeen minutes",
    { dateTimeOriginal: noon, offsetTimeOriginal: "+01:17" },
    { local, source: "original" },
  ],
  ["a blank offset", { dateTimeOriginal: noon, offsetTimeOriginal: "   :  " }, { local, source: "original" }],

  // The offset by GPS.
  [
    "GPS ten seconds older than the shutter (Galaxy S7)",
    { dateTimeOriginal: "2017:02:09 19:51:38", subSecTimeOriginal: "0887", ...gps("2017:02:09", "18:51:28") },
    { local: "2017-02-09T19:51:38.088", offset: "+01:00", source: "original" },
  ],
  [
    "GPS on the other side of midnight and of the year",
    { dateTimeOriginal: "2026:01:01 03:15:00", ...gps("2025:12:31", "21:30:00") },
    { local: "2026-01-01T03:15:00.000", offset: "+05:45", source: "original" },
  ],
  [
    "GPS ahead of the camera's clock",
    { dateTimeOriginal: "2026:06:30 23:00:30", ...gps("2026:07:01", "06:00:00") },
    { local: "2026-06-30T23:00:30.000", offset: "-07:00", source: "original" },
  ],
  [
    "a fix of five minutes ago",
    { dateTimeOriginal: noon, ...gps("2026:07:01", "10:55:00") },
    { local, source: "original" },
  ],
  ["a fix of yesterday", { dateTimeOriginal: noon, ...gps("2026:06:30", "10:00:00") }, { local, source: "original" }],
  [
    "GPS that names no time",
    { dateTimeOriginal: noon, ...gps("2026:07:01", "NaN:NaN:NaN") },
    { local, source: "original" },
  ],
  ["GPS without a date", { dateTimeOriginal: noon, gpsTimeStamp: "11:00:00" }, { local, source: "original" }],

  // Nonsense is absent.
  ["zeros", { dateTimeOriginal: "0000:00:00 00:00:00" }, undefined],
  ["blanks", { dateTimeOriginal: "    :  :     :  :  " }, undefined],
  ["an empty text", { dateTimeOriginal: "" }, undefined],
  ["a word", { dateTimeOriginal: "yesterday" }, undefined],
  ["month 13", { dateTimeOriginal: "2026:13:01 12:00:00" }, undefined],
  ["month 0", { dateTimeOriginal: "2026:00:01 12:00:00" }, undefined],
  ["day 0", { dateTimeOriginal: "2026:07:00 12:00:00" }, undefined],
  ["31 June", { dateTimeOriginal: "2026:06:31 12:00:00" }, undefined],
  ["29 February of an ordinary year", { dateTimeOriginal: "2026:02:29 12:00:00" }, undefined],
  ["29 February of 1900", { dateTimeOriginal: "1900:02:29 12:00:00" }, undefined],
  ["hour 24", { dateTimeOriginal: "2026:07:01 24:00:00" }, undefined],
  ["minute 60", { dateTimeOriginal: "2026:07:01 12:60:00" }, undefined],
  ["second 60", { dateTimeOriginal: "2026:07:01 12:00:60" }, undefined],
  ["a year before photography", { dateTimeOriginal: "1601:01:01 00:00:00" }, undefined],
  ["something after the time", { dateTimeOriginal: `${noon} or so` }, undefined],

  // Sloppy writers that are understood.
  [
    "29 February of a leap year",
    { dateTimeOriginal: "2024:02:29 12:00:00" },
    { local: "2024-02-29T12:00:00.000", source: "original" },
  ],
  ["dashes and a T", { dateTimeOriginal: "2026-07-01T12:00:00" }, { local, source: "original" }],
  ["NUL at the end", { dateTimeOriginal: `${noon}\0` }, { local, source: "original" }],
  ["blanks around it", { dateTimeOriginal: ` ${noon}  ` }, { local, source: "original" }],
];

describe("capture time", () => {
  it.each(golden)("of %s", (_, times, means) => {
    expect(captureTime(times)).toEqual(means);
  });

  it("has the shape that photos are stored with", () => {
    for (const [, times] of golden) CapturedAt.optional().parse(captureTime(times));
  });
});
