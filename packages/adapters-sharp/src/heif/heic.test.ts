import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { develop, refusalOf, usualPlan } from "../develop-bytes.fixture.ts";
import { drawn, gifOf, seenIn, texture } from "../test-photos.fixture.ts";
import { codePoints, type HeicParts, heicOf, profile } from "./heic.fixture.ts";

type Colour = readonly number[];
const [red, green, blue, yellow]: readonly [Colour, Colour, Colour, Colour] = [
  [220, 30, 30],
  [30, 200, 30],
  [30, 30, 220],
  [220, 220, 30],
];
const near =
  (colour: Colour, tolerance = 14) =>
  (seen: Colour) =>
    colour.every((value, i) => Math.abs(value - (seen[i] ?? -1)) <= tolerance);

/** Exif of a camera that was held upright, or not. */
async function exifOf(orientation: number): Promise<Buffer> {
  const picture = (await drawn(texture(8, 8))).withExif({
    IFD0: { Model: "iPhone 27", Orientation: String(orientation) },
    IFD2: { DateTimeOriginal: "2026:07:01 14:03:22", OffsetTimeOriginal: "+09:00" },
    IFD3: { GPSLatitudeRef: "N", GPSLatitude: "37/1 33/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "126/1 58/1 0/1" },
  });
  const jpeg = await picture.jpeg().toBuffer();
  const at = jpeg.indexOf("Exif\0\0", 0, "latin1");
  return jpeg.subarray(at, at - 2 + jpeg.readUInt16BE(at - 2));
}

describe("a HEIC", () => {
  it("is not what libheif is loaded for before there is one", async () => {
    const isLoaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes("libheif"));
    await develop(await (await drawn(texture(60, 40))).jpeg().toBuffer());
    await develop(await gifOf(8, 8, 2));
    expect(isLoaded()).toBe(false);
    await develop(heicOf());
    expect(isLoaded()).toBe(true);
  });

  // What the container says, and what is then seen above left, above right, below left and below right.
  it.each<[string, HeicParts, readonly [Colour, Colour, Colour, Colour]]>([
    ["as it lies", {}, [red, green, blue, yellow]],
    ["turned once", { turns: 1 }, [green, yellow, red, blue]],
    ["turned twice", { turns: 2 }, [yellow, blue, green, red]],
    ["turned three times", { turns: 3 }, [blue, red, yellow, green]],
    ["mirrored left and right", { mirror: 1 }, [green, red, yellow, blue]],
    ["mirrored above and below", { mirror: 0 }, [blue, yellow, red, green]],
    ["turned once and mirrored", { turns: 1, mirror: 1 }, [yellow, green, blue, red]],
    ["turned three times and mirrored", { turns: 3, mirror: 1 }, [red, blue, green, yellow]],
  ])(
    "is seen %s, whatever its EXIF says on top of that",
    async (_, parts, [aboveLeft, aboveRight, belowLeft, belowRight]) => {
      for (const exif of [undefined, await exifOf(6), await exifOf(3)]) {
        const { inspected, renditions } = await develop(heicOf({ ...parts, ...(exif && { exif }) }));
        const size = (parts.turns ?? 0) % 2 === 0 ? { width: 128, height: 80 } : { width: 80, height: 128 };
        expect(inspected).toMatchObject({ format: "heic", contentType: "image/heic", ...size, frames: 1 });
        for (const rendition of renditions) {
          expect(rendition).toMatchObject(size);
          const { at } = await seenIn(rendition.body);
          expect(at(0.25, 0.25)).toSatisfy(near(aboveLeft));
          expect(at(0.75, 0.25)).toSatisfy(near(aboveRight));
          expect(at(0.25, 0.75)).toSatisfy(near(belowLeft));
          expect(at(0.75, 0.75)).toSatisfy(near(belowRight));
        }
      }
    },
  );

  it("tells what its camera noted", async () => {
    const { inspected } = await develop(heicOf({ exif: await exifOf(1) }));
    expect(inspected).toMatchObject({
      camera: { model: "iPhone 27" },
      times: { dateTimeOriginal: "2026:07:01 14:03:22", offsetTimeOriginal: "+09:00" },
      location: { latitude: 37.55, longitude: 126.966667 },
    });
  });

  it("is put together out of tiles, cut at the edges and turned", async () => {
    const grid = { columns: 3, rows: 2, width: 320, height: 120 };
    const { inspected, rendition } = await develop(heicOf({ grid, turns: 3 }));
    expect(inspected).toMatchObject({ width: 120, height: 320 });
    const { at } = await seenIn(rendition("large").body);
    // The third tile is half there, and lies below; the second row has its upper half alone, and lies left.
    expect(at(0.9, 0.05)).toSatisfy(near(red));
    expect(at(0.9, 0.9)).toSatisfy(near(red));
    expect(at(0.1, 0.3)).toSatisfy(near(green));
    expect(at(0.5, 0.7)).toSatisfy(near(yellow));
  });

  it("may have as many tiles as a phone's 48 megapixels", async () => {
    const grid = { columns: 20, rows: 15, width: 2_550, height: 1_190 };
    const { inspected, rendition } = await develop(heicOf({ grid }));
    expect(inspected).toMatchObject({ width: 2_550, height: 1_190 });
    expect((await seenIn(rendition("large").body)).at(0.005, 0.005)).toSatisfy(near(red));
  });

  it("has its colours taken to sRGB, by its profile or by the code points of Display P3", async () => {
    for (const colr of [codePoints(12, 13), profile(await displayP3())]) {
      const { at } = await seenIn((await develop(heicOf({ colr }))).rendition("large").body);
      // P3's colours are further from grey than sRGB's of the same numbers.
      expect(at(0.25, 0.25)).toSatisfy(near([242, 0, 10], 18));
      expect(at(0.75, 0.25)).toSatisfy(near([0, 206, 0], 18));
      expect(at(0.75, 0.75)).toSatisfy(near([222, 222, 0], 18));
    }
  });

  it("is as bright as paper where it is HDR", async () => {
    const seen = async (colr: Buffer) =>
      (await seenIn((await develop(heicOf({ colr }))).rendition("large").body)).at(0.75, 0.75);
    const [, plain = 0] = await seen(codePoints(1, 13));
    for (const [transfer, name] of [
      [16, "PQ"],
      [18, "HLG"],
    ] as const) {
      const [r = 0, g = 0, b = 0] = await seen(codePoints(9, transfer));
      // The yellow is 2,000 cd/m² and more in both.
      expect(Math.min(r, g), name).toBeGreaterThan(plain);
      expect(b, name).toBeLessThan(100);
    }
  });

  it("keeps its colours where its profile makes no sense", async () => {
    for (const colr of [profile(Buffer.from("no profile")), profile(Buffer.alloc(200, "RGB "))]) {
      const { at } = await seenIn((await develop(heicOf({ colr }))).rendition("large").body);
      expect(at(0.25, 0.25)).toSatisfy(near(red));
    }
  });
});

describe("a HEIC that is damaged", () => {
  const grid = { columns: 4, rows: 3, width: 512, height: 240 };
  const cut = (share: number) => heicOf({ grid }).subarray(0, heicOf({ grid }).length - Math.round(162 * 12 * share));

  it("at the end shows what is there, the rest in grey, and says how much that is", async () => {
    // The grid itself has to be there.
    const whole = heicOf({ grid });
    const bytes = Buffer.from(whole);
    const tile = 4 + bytes.indexOf(Buffer.from("AAAAnigBrwng", "base64"));
    for (const lost of [9, 10, 11]) bytes.fill(0, tile + lost * 162, tile + lost * 162 + 150);
    const { finished, rendition } = await develop(bytes);
    expect(finished.warnings).toEqual([
      { code: "image_damaged", detail: "25 % of this photo cannot be read: the file is damaged." },
    ]);
    const { at } = await seenIn(rendition("large").body);
    expect(at(0.9, 0.9)).toSatisfy(near([128, 128, 128]));
    expect(at(0.02, 0.02)).toSatisfy(near(red));
  });

  it("beyond recognition is refused, in words", async () => {
    const single = heicOf();
    for (const share of [0.2, 0.5, 0.9]) {
      expect(await refusalOf(single.subarray(0, Math.floor(single.length * share)))).toMatch(
        /^image_damaged: This photo/,
      );
    }
    expect(await refusalOf(cut(0.9))).toMatch(/^image_damaged: /);
  });

  it("is refused where it is not as large as it says", async () => {
    expect(await refusalOf(heicOf({ claims: [640, 400] }))).toMatch(/^image_damaged: /);
  });
});

describe("what is no photo, in a HEIF", () => {
  it.each([["hevc"], ["msf1"], ["heic"]])("is refused: a film of the brand %s", async (brand) => {
    const film = Buffer.concat([
      Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0msf1hevc`, "latin1"),
      Buffer.from("\0\0\0\x08moov\0\0\0\x08mdat", "latin1"),
    ]);
    expect(await refusalOf(film)).toBe(
      "image_unsupported: This is a film or a series of pictures. Photos alone can be sent: export the picture that you want to keep as JPEG.",
    );
  });

  it("is refused where nobody knows how it is coded", async () => {
    expect(await refusalOf(heicOf({ coding: "vvc1" }))).toMatch(/^image_unsupported: .*unusual way/);
  });

  it("is refused by its header where it is too large", async () => {
    const began = performance.now();
    expect(await refusalOf(heicOf({ claims: [60_000, 60_000] }))).toMatch(/^image_too_large: .*60,000 × 60,000/);
    const grid = { columns: 2, rows: 2, width: 16_000, height: 16_000 };
    expect(await refusalOf(heicOf({ grid }))).toMatch(/^image_too_large: /);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("is refused where less pixels are wanted than there are", async () => {
    const limits = { ...usualPlan.limits, pixels: 128 * 80 - 1 };
    expect(await refusalOf(heicOf(), { ...usualPlan, limits })).toMatch(/^image_too_large: /);
  });
});

/** The profile as sharp writes it into a WebP. */
async function displayP3(): Promise<Buffer> {
  const webp = await (await drawn(texture(8, 8))).withIccProfile("p3").webp().toBuffer();
  const at = webp.indexOf("ICCP");
  return webp.subarray(at + 8, at + 8 + webp.readUInt32LE(at + 4));
}
