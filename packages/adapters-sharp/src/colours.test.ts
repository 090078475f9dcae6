import { describe, expect, it } from "vitest";
import { develop } from "./develop-bytes.fixture.ts";
import { codePoints } from "./heif/heic.fixture.ts";
import { drawn, halfTransparent, rasterOf, seenIn } from "./test-photos.fixture.ts";

/** A muted orange, well inside every colour space that a photo may come in. */
const orange = [200, 110, 60] as const;
const plain = rasterOf(64, 64, () => orange);

/** What is seen in the middle of the first rendition (WebP) and of the last one (JPEG). */
async function seen(bytes: Uint8Array): Promise<readonly (readonly number[])[]> {
  const { rendition } = await develop(bytes);
  const pictures = [await seenIn(rendition("thumb").body), await seenIn(rendition("large").body)];
  return pictures.map(({ at }) => at(0.5, 0.5));
}
const both =
  (red: number, green: number, blue: number, tolerance: number) => (colours: readonly (readonly number[])[]) =>
    colours.every((colour) => [red, green, blue].every((value, i) => Math.abs(value - (colour[i] ?? -1)) <= tolerance));

describe("colours come out in sRGB", () => {
  it("from sRGB itself", async () => {
    expect(await seen(await (await drawn(plain)).png().toBuffer())).toSatisfy(both(...orange, 4));
  });

  it("from a profile of Display P3", async () => {
    expect(await seen(await (await drawn(plain)).withIccProfile("p3").png().toBuffer())).toSatisfy(both(...orange, 5));
  });

  it("from a profile of Display P3 on a photo that is larger than what is made of it", async () => {
    const photo = (await drawn(rasterOf(2_400, 1_600, () => orange))).withIccProfile("p3").jpeg({ quality: 95 });
    expect(await seen(await photo.toBuffer())).toSatisfy(both(...orange, 5));
  });

  it("from 16 bits a channel", async () => {
    const deep = (await drawn(plain)).toColourspace("rgb16").png();
    expect(await seen(await deep.toBuffer())).toSatisfy(both(...orange, 4));
  });

  it("from 16 bits a channel and a profile of Display P3", async () => {
    const deep = (await drawn(plain)).toColourspace("rgb16").withIccProfile("p3").png();
    expect(await seen(await deep.toBuffer())).toSatisfy(both(...orange, 5));
  });

  it("from the code points of Display P3 and of HDR, in an AVIF", async () => {
    const avif = (await drawn(plain))
      .withIccProfile("srgb")
      .avif({ quality: 90, chromaSubsampling: "4:4:4", effort: 0 });
    const bytes = await avif.toBuffer();
    const colr = bytes.indexOf("colrrICC") + 4;
    const meaning = (primaries: number, transfer: number) => {
      // In place of the profile, as far as that reaches.
      codePoints(primaries, transfer).copy(bytes, colr);
      return seen(bytes);
    };
    expect(await meaning(1, 13)).toSatisfy(both(...orange, 4));
    // As the profile of Display P3 would have it.
    expect(await meaning(12, 13)).toSatisfy(both(214, 106, 46, 5));
    // 1,350 and 140 and 15 cd/m² in PQ: white paper has 203.
    const [[red = 0, green = 0, blue = 0] = []] = await meaning(1, 16);
    expect(red).toBeGreaterThan(250);
    expect(green).toBeLessThan(150);
    expect(blue).toBeLessThan(40);
  });

  it("from CMYK", async () => {
    const brown = rasterOf(64, 64, () => [150, 120, 100]);
    const printed = (await drawn(brown)).toColourspace("cmyk").withIccProfile("cmyk").jpeg({ quality: 95 });
    // Ink has fewer colours, and the perceptual intent moves all of them a little.
    expect(await seen(await printed.toBuffer())).toSatisfy(both(150, 120, 100, 20));
  });

  it("from CIELAB", async () => {
    const lab = (await drawn(plain)).toColourspace("lab").tiff();
    expect(await seen(await lab.toBuffer())).toSatisfy(both(...orange, 5));
  });

  it("from grey", async () => {
    const grey = (await drawn(rasterOf(64, 64, () => [90, 90, 90]))).greyscale().png();
    expect(await seen(await grey.toBuffer())).toSatisfy(both(90, 90, 90, 4));
  });
});

describe("what is transparent", () => {
  it("stays so in WebP, and stands on white in JPEG", async () => {
    const bytes = await halfTransparent(64, 64);
    const { rendition } = await develop(bytes);
    const [webp, jpeg] = [await seenIn(rendition("thumb").body), await seenIn(rendition("large").body)];
    expect(webp.at(0.5, 0.8)[3]).toBe(0);
    expect(webp.at(0.5, 0.2)[3]).toBe(255);
    expect(jpeg.at(0.5, 0.8)).toEqual([255, 255, 255, 255]);
    expect(jpeg.at(0.5, 0.2)[1]).toBeLessThan(20);
  });
});

describe("the dominant colour", () => {
  it("is that of most of the picture, not its mean", async () => {
    const sky = rasterOf(120, 80, (_, y) => (y < 60 ? [70, 130, 220] : [200, 40, 20]));
    const { preview } = await develop(await (await drawn(sky)).png().toBuffer());
    expect(preview.colour).toBe("#4682dc");
  });
});
