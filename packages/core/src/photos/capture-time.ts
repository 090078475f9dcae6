import type { ExifTimes } from "../ports/image-processor.ts";
import { Instant, millisOf } from "../shared/instant.ts";
import type { CapturedAt } from "./photo.ts";

/**
 * What a camera's words say about when a photo was taken, or `undefined` where they say nothing believable
 * (`0000:00:00`, blanks, the 30th of February).
 *
 * The moment of exposure comes before digitising, that before the last change, that before GPS alone. The offset from
 * UTC is the chosen time's own; where it has none, the one by which it differs from GPS; where that is not the offset
 * of any place on Earth, `OffsetTime`. Without an offset the time floats: none is guessed.
 */
export function captureTime(times: ExifTimes): CapturedAt | undefined {
  const gps = gpsTime(times);
  for (const { source, local, offset } of cameraTimes(times)) {
    if (local === undefined) continue;
    const known = offset ?? offsetByGps(local, gps) ?? parseOffset(times.offsetTime);
    return known === undefined ? { local, source } : { local, offset: known, source };
  }
  return gps === undefined ? undefined : { local: gps, offset: "+00:00", source: "gps" };
}

/** The three times that EXIF has, the best first. */
const cameraTimes = (times: ExifTimes) =>
  [
    {
      source: "original",
      local: parseLocal(times.dateTimeOriginal, times.subSecTimeOriginal),
      offset: parseOffset(times.offsetTimeOriginal),
    },
    {
      source: "digitized",
      local: parseLocal(times.dateTimeDigitized, times.subSecTimeDigitized),
      offset: parseOffset(times.offsetTimeDigitized),
    },
    {
      source: "modified",
      local: parseLocal(times.dateTime, times.subSecTime),
      offset: parseOffset(times.offsetTime),
    },
  ] as const;

/** `2026-07-01T14:03:22.120` of `2026:07:01 14:03:22` and `12`. */
function parseLocal(text: string | undefined, fraction: string | undefined): string | undefined {
  const parts = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)\0*$/.exec(text?.trim() ?? "");
  const [, year = "", month = "", day = "", clock = ""] = parts ?? [];
  if (Number(year) < oldestPhotograph || Number(day) > daysOfMonth(Number(year), Number(month))) return undefined;
  if (day === "00" || !/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(clock)) return undefined;
  const digits = /^\d+/.exec(fraction?.trim() ?? "")?.[0] ?? "";
  return `${year}-${month}-${day}T${clock}.${digits.padEnd(3, "0").slice(0, 3)}`;
}

/** View from the Window at Le Gras. */
const oldestPhotograph = 1826;

/** Zero for a month that does not exist. */
function daysOfMonth(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** `+09:00`; an offset that no place on Earth has is a camera's nonsense. */
function parseOffset(text: string | undefined): string | undefined {
  const trimmed = text?.replaceAll("\0", "").trim();
  if (trimmed === "Z" || trimmed === "-00:00") return "+00:00";
  return trimmed !== undefined && offsetsOnEarth.has(trimmed) ? trimmed : undefined;
}

/** GPS time in UTC, to the second. */
const gpsTime = ({ gpsDateStamp, gpsTimeStamp }: ExifTimes): string | undefined =>
  parseLocal(`${gpsDateStamp?.replaceAll("\0", "").trim()} ${gpsTimeStamp?.trim().slice(0, 8)}`, undefined);

/** The offset that explains how far the camera's clock is from GPS, which may be a little older than the photo. */
function offsetByGps(local: string, gps: string | undefined): string | undefined {
  if (gps === undefined) return undefined;
  const ahead = (millisOf(asUtc(local)) - millisOf(asUtc(gps))) / 60_000;
  const quarter = Math.round(ahead / 15) * 15;
  if (Math.abs(ahead - quarter) > oldestFix) return undefined;
  const minutes = Math.abs(quarter);
  return parseOffset(`${quarter < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`);
}

const two = (value: number): string => String(value).padStart(2, "0");

/** Minutes between the satellites' last word and the shutter; beyond it a difference proves no offset. */
const oldestFix = 2;

const asUtc = (local: string): Instant => Instant.parse(`${local}Z`);

/** Every offset that clocks have been set to since cameras write one (the IANA time zone database, 1990 and later). */
const offsetsOnEarth: ReadonlySet<string> = new Set(
  (
    "-12:00 -11:00 -10:00 -09:30 -09:00 -08:00 -07:00 -06:00 -05:00 -04:30 -04:00 -03:30 -03:00 -02:30 -02:00 -01:00 " +
    "+00:00 +01:00 +02:00 +03:00 +03:30 +04:00 +04:30 +05:00 +05:30 +05:45 +06:00 +06:30 +07:00 +07:30 +08:00 +08:30 " +
    "+08:45 +09:00 +09:30 +10:00 +10:30 +11:00 +11:30 +12:00 +12:45 +13:00 +13:45 +14:00"
  ).split(" "),
);
