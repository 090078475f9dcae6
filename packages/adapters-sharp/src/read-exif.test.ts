import { describe, expect, it } from "vitest";
import { cameraText, exposureText } from "./camera-words.ts";
import { develop } from "./develop-bytes.fixture.ts";
import { drawn, texture } from "./test-photos.fixture.ts";

type Exif = NonNullable<Parameters<Awaited<ReturnType<typeof drawn>>["withExif"]>[0]>;

const inspected = async (exif: Exif, container: "jpeg" | "png" | "webp" | "tiff" | "avif" = "jpeg") => {
  const picture = (await drawn(texture(60, 40))).withExif(exif);
  return (await develop(await picture.toFormat(container).toBuffer())).inspected;
};

const leica: Exif = {
  IFD0: { Make: "Leica", Model: "M11  ", DateTime: "2026:07:02 08:00:00" },
  IFD2: {
    DateTimeOriginal: "2026:07:01 14:03:22",
    SubSecTimeOriginal: "120",
    OffsetTimeOriginal: "+09:00",
    DateTimeDigitized: "2026:07:01 14:03:23",
    ExposureTime: "1/250",
    FNumber: "28/10",
    ISOSpeedRatings: "400",
    FocalLength: "50/1",
    LensModel: "Summicron-M 1:2/50",
  },
  IFD3: {
    GPSLatitudeRef: "S",
    GPSLatitude: "33/1 51/1 3000/100",
    GPSLongitudeRef: "E",
    GPSLongitude: "151/1 12/1 4000/100",
    GPSAltitudeRef: "0",
    GPSAltitude: "1234/10",
    GPSDateStamp: "2026:07:01",
    GPSTimeStamp: "5/1 3/1 2200/100",
  },
};

describe("a camera's notes", () => {
  it.each(["jpeg", "png", "webp", "avif"] as const)("are read out of %s", async (container) => {
    const { camera, location, times } = await inspected(leica, container);
    expect(camera).toEqual({
      make: "Leica",
      model: "M11",
      lens: "Summicron-M 1:2/50",
      exposure: "1/250",
      aperture: 2.8,
      iso: 400,
      focalLength: 50,
    });
    expect(location).toEqual({ latitude: -33.858333, longitude: 151.211111, altitude: 123.4 });
    expect(times).toEqual({
      dateTimeOriginal: "2026:07:01 14:03:22",
      subSecTimeOriginal: "120",
      offsetTimeOriginal: "+09:00",
      dateTimeDigitized: "2026:07:01 14:03:23",
      dateTime: "2026:07:02 08:00:00",
      gpsDateStamp: "2026:07:01",
      gpsTimeStamp: "05:03:22",
    });
  });

  it("are absent where there are none", async () => {
    const found = (await develop(await (await drawn(texture(60, 40))).jpeg().toBuffer())).inspected;
    expect(found).not.toHaveProperty("camera");
    expect(found).not.toHaveProperty("location");
    expect(found.times).toEqual({});
  });

  it.each<[string, Exif["IFD3"]]>([
    [
      "zeros of a receiver without a fix",
      { GPSLatitudeRef: "N", GPSLatitude: "0/1 0/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "0/1 0/1 0/1" },
    ],
    [
      "nothing over nothing",
      { GPSLatitudeRef: "N", GPSLatitude: "0/0 0/0 0/0", GPSLongitudeRef: "E", GPSLongitude: "0/0 0/0 0/0" },
    ],
    [
      "a latitude beyond the pole",
      { GPSLatitudeRef: "N", GPSLatitude: "91/1 0/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "9/1 0/1 0/1" },
    ],
    ["a place without its hemispheres", { GPSLatitude: "48/1 0/1 0/1", GPSLongitude: "2/1 0/1 0/1" }],
    ["half a place", { GPSLatitudeRef: "N", GPSLatitude: "48/1 0/1 0/1" }],
  ])("know no place from %s", async (_, gps) => {
    expect(await inspected({ IFD3: gps ?? {} })).not.toHaveProperty("location");
  });

  it("that cannot be read are a warning, not a failure", async () => {
    const bytes = await (await drawn(texture(60, 40))).withExif(leica).jpeg().toBuffer();
    const tiff = bytes.indexOf("Exif\0\0", 0, "latin1") + 6;
    bytes.fill(0xff, tiff + 2, tiff + 8);
    const { finished, renditions } = await develop(bytes);
    expect(renditions).toHaveLength(3);
    expect(finished.warnings.map(({ code }) => code)).toEqual(["metadata_damaged"]);
  });
});

describe("a camera's words", () => {
  it.each([
    [["Canon"], "Canon"],
    [["  NIKON   CORPORATION \0\0"], "NIKON CORPORATION"],
    [["a\u202Eb\u0007c\nd"], "a b c d"],
    [[Buffer.from("Fünf").toString("latin1")], "Fünf"],
    [["F\xfcnf"], "Fünf"],
    [["x".repeat(500)], "x".repeat(120)],
    [["", "second"], "second"],
    [[" \0 "], undefined],
    [[], undefined],
    [[7], undefined],
    [undefined, undefined],
  ])("%j are %j", (value, text) => {
    expect(cameraText(value)).toBe(text);
  });

  it.each([
    [0.004, "1/250"],
    [1 / 3, "0.3"],
    [0.25, "1/4"],
    [0.5, "0.5"],
    [30, "30"],
    [2.5, "2.5"],
    [0, undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [1e9, undefined],
  ])("%s seconds are %j", (seconds, text) => {
    expect(exposureText(seconds)).toBe(text);
  });
});
