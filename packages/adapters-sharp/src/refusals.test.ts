import type { Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { develop, refusalOf, usualPlan } from "./develop-bytes.fixture.ts";
import { drawn, gifOf, pngClaiming, texture } from "./test-photos.fixture.ts";

const text = (words: string) => Buffer.from(words, "latin1");

/** A TIFF of one directory with these tags, all LONG. */
function tiffWith(tags: Readonly<Record<number, number>>): Buffer {
  const entries = Object.entries(tags).flatMap(([tag, value]) => {
    const entry = Buffer.alloc(12);
    entry.writeUInt16LE(Number(tag), 0);
    entry.writeUInt16LE(4, 2);
    entry.writeUInt32LE(1, 4);
    entry.writeUInt32LE(value, 8);
    return [entry];
  });
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, entries.length, 0]);
  return Buffer.concat([head, ...entries, Buffer.alloc(4)]);
}

describe("what is no photo is refused by its bytes, with what to do", () => {
  it.each([
    ["words", text("Dear diary"), /not a photo/],
    ["one byte", text("\xff"), /not a photo/],
    ["zeros", Buffer.alloc(100), /not a photo/],
    ["SVG", text('<svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG drawing\. Export it as PNG/],
    ["SVG with a preamble", text('\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a --> <!-- b -->\n<svg >'), /SVG drawing/],
    ["SVG behind a thousand comments", text(`${"<!---->".repeat(500)}<svg>`), /SVG drawing/],
    ["comments without an end", text("<!--".repeat(1_000)), /not a photo/],
    ["HTML", text("<!DOCTYPE html><html>"), /web page/],
    ["PDF", text("%PDF-1.7"), /PDF\. Export its pages/],
    ["PDF behind something else", text(`junk${" ".repeat(500)}%PDF-1.4`), /PDF/],
    ["MP4", text("\0\0\0\x18ftypisom\0\0\0\0isomiso2"), /video/],
    ["MOV", text("\0\0\0\x14ftypqt  \0\0\0\0qt  "), /video/],
    ["WebM", text("\x1a\x45\xdf\xa3\0\0\0"), /video/],
    ["AVI", text("RIFF\0\0\0\0AVI LIST"), /video/],
    ["JPEG XL", text("\xff\x0a\0\0"), /JPEG XL/],
    ["JPEG 2000", text("\0\0\0\x0cjP  \r\n"), /JPEG 2000/],
    ["BMP", text("BM\x36\x03\0\0\0\0\0\0\x36\0\0\0"), /BMP/],
    ["PSD", text("8BPS\0\x01"), /Photoshop/],
    ["ICO", text("\0\0\x01\0\x01\0"), /icon/],
    ["ZIP", text("PK\x03\x04"), /archive/],
    ["DNG", tiffWith({ 254: 1, 50706: 0x0401_0000 }), /RAW file\. Develop it/],
    ["NEF", tiffWith({ 254: 1, 256: 160, 330: 4_000 }), /RAW file/],
    ["a colour filter array", tiffWith({ 262: 32_803 }), /RAW file/],
    ["CR2", Buffer.concat([text("II*\0\x10\0\0\0CR\x02\0"), Buffer.alloc(20)]), /RAW file/],
    ["CR3", text("\0\0\0\x18ftypcrx \0\0\0\x01crx "), /RAW file/],
    ["RAF", text("FUJIFILMCCD-RAW 0201"), /RAW file/],
    ["ORF", text("IIRO\x08\0\0\0"), /RAW file/],
    ["RW2", text("IIU\0\x18\0\0\0"), /RAW file/],
  ])("%s", async (_, bytes, sentence) => {
    expect(await refusalOf(bytes)).toMatch(/^image_unsupported: /);
    expect(await refusalOf(bytes)).toMatch(sentence);
  });

  it("never opens what another loader would", async () => {
    // A drawing that says it is a JPEG in its first bytes, and a JPEG's first bytes with nothing behind.
    expect(await refusalOf(text("\xff\xd8\xff<svg xmlns='http://www.w3.org/2000/svg'/>"))).toMatch(/^image_damaged: /);
    expect(await refusalOf(text("\xff\xd8\xff\xe0"))).toMatch(/^image_damaged: /);
  });
});

describe("what is too large is refused by its header, with the numbers in words", () => {
  it.each([
    [
      "a side",
      pngClaiming(20_000, 10),
      "This photo has 20,000 × 10 pixels: no side may have more than 16,384. Send a smaller one.",
    ],
    [
      "a side, with few pixels",
      pngClaiming(1, 2_000_000),
      "This photo has 1 × 2,000,000 pixels: no side may have more than 16,384. Send a smaller one.",
    ],
    [
      "pixels",
      pngClaiming(16_000, 16_000),
      "This photo has 16,000 × 16,000 pixels: at most 100 megapixels in all fit. Send a smaller one.",
    ],
  ])("%s", async (_, bytes, sentence) => {
    expect(await refusalOf(bytes)).toBe(`image_too_large: ${sentence}`);
  });

  it("frames", async () => {
    expect(await refusalOf(await gifOf(4, 4, 101))).toBe(
      "image_too_large: This file has 101 frames: at most 100 fit. Send a shorter one.",
    );
  });

  it("pixels over all frames", async () => {
    const plan = { ...usualPlan, limits: { ...usualPlan.limits, pixels: 1_599 } };
    expect(await refusalOf(await gifOf(20, 8, 10), plan)).toBe(
      "image_too_large: This photo has 10 frames of 20 × 8 pixels: at most 1,599 pixels in all fit. Send a smaller one.",
    );
  });

  it("pages of a TIFF, of which the first alone is shown", async () => {
    const pages = await (await drawn(texture(30, 20))).tiff().toBuffer();
    const plan = { ...usualPlan, limits: { ...usualPlan.limits, pixels: 599 } };
    expect(await refusalOf(pages, plan)).toMatch(/^image_too_large: /);
  });

  it("bytes", async () => {
    const plan = { ...usualPlan, limits: { ...usualPlan.limits, bytes: 3 * 2 ** 20 } };
    expect(await refusalOf(Buffer.alloc(3 * 2 ** 20 + 1), plan)).toBe(
      "image_too_large: This file is larger than 3 MiB. Send a smaller one.",
    );
  });
});

describe("damage", () => {
  const photo = async () => (await drawn(texture(800, 600))).jpeg({ quality: 90 }).toBuffer();

  it("at the end is told with how much is missing", async () => {
    const bytes = await photo();
    const { finished } = await develop(bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    expect(finished.warnings).toHaveLength(1);
    expect(finished.warnings[0]?.code).toBe("image_damaged");
    const [, share] = /^The last (\d+) % of this photo is missing/.exec(finished.warnings[0]?.detail ?? "") ?? [];
    expect(Number(share)).toBeGreaterThan(30);
    expect(Number(share)).toBeLessThan(50);
  });

  it("that leaves less than a quarter is refused", async () => {
    const bytes = await photo();
    expect(await refusalOf(bytes.subarray(0, Math.floor(bytes.length * 0.2)))).toMatch(
      /^image_damaged: Only \d+ % of this photo can be read/,
    );
  });

  it("in the middle is told", async () => {
    const bytes = Buffer.from(await photo());
    // A restart marker where none belongs.
    bytes.set([0xff, 0xd3], Math.floor(bytes.length / 2));
    const { finished } = await develop(bytes);
    expect(finished.warnings.map(({ code }) => code)).toEqual(["image_damaged"]);
  });

  it.each<[string, (picture: Sharp) => Sharp]>([
    ["png", (picture) => picture.png()],
    ["webp", (picture) => picture.webp()],
    ["tiff", (picture) => picture.tiff({ compression: "deflate" })],
    ["gif", (picture) => picture.gif()],
    ["avif", (picture) => picture.avif({ effort: 0 })],
  ])("of a %s is refused: its decoder would show what lay in memory before", async (_, encode) => {
    const bytes = await encode(await drawn(texture(400, 300))).toBuffer();
    for (const share of [0.3, 0.6, 0.9]) {
      expect(await refusalOf(bytes.subarray(0, Math.floor(bytes.length * share)))).toMatch(/^image_damaged: /);
    }
  });

  it("behind the picture is none", async () => {
    const { finished } = await develop(Buffer.concat([await photo(), text("X5O!P%@AP EICAR")]));
    expect(finished.warnings).toEqual([]);
  });
});
