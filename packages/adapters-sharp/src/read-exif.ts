import type { Camera, ExifTimes, Location } from "@tintype/core";
import { cameraNumber, cameraText, exposureText } from "./camera-words.ts";

/** What a camera noted about a photo. Nothing in it is trusted: texts are cleaned and bounded, numbers are plausible. */
export interface ExifNotes {
  readonly times: ExifTimes;
  readonly camera?: Camera;
  readonly location?: Location;
}

interface Tag {
  readonly value?: unknown;
  readonly computed?: unknown;
}
type Tags = Readonly<Record<string, Tag | undefined>>;

/**
 * Reads a block of EXIF (a TIFF structure, with or without the `Exif` mark before it) or a whole TIFF. Throws on a block
 * that no parser can follow.
 */
export async function readExif(block: Buffer): Promise<ExifNotes> {
  // The parser is loaded for the first photo that has EXIF, not with the process.
  const { default: exifReader } = await import("exifreader");
  const tiff = block.subarray(0, 6).toString("latin1") === "Exif\0\0" ? block.subarray(6) : block;
  const found = exifReader.load(tiff, { expanded: true, computed: true, includeTags: { exif: true, gps: true } });
  const tags: Tags = (found.exif ?? {}) as Tags;
  const camera = cameraOf(tags);
  const location = locationOf(tags, found.gps ?? {});
  return {
    times: timesOf(tags),
    ...(Object.keys(camera).length > 0 && { camera }),
    ...(location !== undefined && { location }),
  };
}

const timesOf = (tags: Tags): ExifTimes =>
  present({
    dateTimeOriginal: cameraText(tags["DateTimeOriginal"]?.value),
    subSecTimeOriginal: cameraText(tags["SubSecTimeOriginal"]?.value),
    offsetTimeOriginal: cameraText(tags["OffsetTimeOriginal"]?.value),
    dateTimeDigitized: cameraText(tags["DateTimeDigitized"]?.value),
    subSecTimeDigitized: cameraText(tags["SubSecTimeDigitized"]?.value),
    offsetTimeDigitized: cameraText(tags["OffsetTimeDigitized"]?.value),
    dateTime: cameraText(tags["DateTime"]?.value),
    subSecTime: cameraText(tags["SubSecTime"]?.value),
    offsetTime: cameraText(tags["OffsetTime"]?.value),
    gpsDateStamp: cameraText(tags["GPSDateStamp"]?.value),
    gpsTimeStamp: clockText(tags["GPSTimeStamp"]?.computed),
  });

const cameraOf = (tags: Tags): Camera =>
  present({
    make: cameraText(tags["Make"]?.value),
    model: cameraText(tags["Model"]?.value),
    lens: cameraText(tags["LensModel"]?.value),
    exposure: exposureText(tags["ExposureTime"]?.computed),
    aperture: cameraNumber(tags["FNumber"]?.computed, 0.1, 1_000),
    iso: cameraNumber(tags["ISOSpeedRatings"]?.computed ?? tags["PhotographicSensitivity"]?.computed, 1, 10_000_000),
    focalLength: cameraNumber(tags["FocalLength"]?.computed, 0.1, 100_000),
  });

interface Degrees {
  readonly Latitude?: number;
  readonly Longitude?: number;
  readonly Altitude?: number;
}

/** A receiver without a fix writes zeros, or fractions over zero: neither is a place. */
function locationOf(tags: Tags, { Latitude, Longitude, Altitude }: Degrees): Location | undefined {
  const latitude = within(Latitude, -90, 90);
  const longitude = within(Longitude, -180, 180);
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) return undefined;
  // Without the hemispheres it is one of four places.
  if (tags["GPSLatitudeRef"] === undefined || tags["GPSLongitudeRef"] === undefined) return undefined;
  return present({ latitude: round(latitude, 6), longitude: round(longitude, 6), altitude: altitudeOf(Altitude) });
}

function altitudeOf(value: unknown): number | undefined {
  const metres = within(value, -12_000, 100_000);
  return metres === undefined ? undefined : round(metres, 1);
}

const round = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

const within = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === "number" && value >= least && value <= most ? value : undefined;

/** `05:03:22` of hours, minutes and seconds. */
function clockText(parts: unknown): string | undefined {
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const whole = parts.map((part) => (typeof part === "number" ? Math.floor(part) : Number.NaN));
  return whole.every((part) => part >= 0 && part < 61)
    ? whole.map((part) => String(part).padStart(2, "0")).join(":")
    : undefined;
}

type Present<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** The fields that are there. */
const present = <Fields extends object>(fields: Fields): Present<Fields> & Pick<Fields, RequiredKeys<Fields>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

type RequiredKeys<Fields> = { [Key in keyof Fields]: undefined extends Fields[Key] ? never : Key }[keyof Fields];
