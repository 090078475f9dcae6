import { describe, expect, it } from "vitest";
import { metadataIn } from "./carried-metadata.fixture.ts";
import { develop, usualPlan } from "./develop-bytes.fixture.ts";
import { openSharp } from "./open-sharp.ts";
import { gifOf, seenIn, texture } from "./test-photos.fixture.ts";

/** The frames of a WebP: what each shows in the middle (of red), how long they stay, and how often it is played. */
async function played(webp: Uint8Array) {
  const sharp = await openSharp();
  sharp.unblock({ operation: ["VipsForeignLoadWebpBuffer"] });
  const film = sharp(webp, { animated: true });
  const { pages = 1, delay, loop } = await film.metadata();
  const { data, info } = await film.raw().toBuffer({ resolveWithObject: true });
  const height = info.height / pages;
  const reds = Array.from({ length: pages }, (_, page) => {
    const [x, y] = [info.width >> 1, page * height + (height >> 1)];
    return data[(y * info.width + x) * info.channels];
  });
  return { reds, delay, loop };
}

describe("a photo that moves", () => {
  it("does so in the renditions that may, frame by frame, at its own pace", async () => {
    const { inspected, rendition } = await develop(await gifOf(40, 30, 4, { delay: [50, 100, 150, 200], loop: 3 }));
    expect(inspected).toMatchObject({ format: "gif", width: 40, height: 30, frames: 4 });
    const medium = rendition("medium");
    expect(medium).toMatchObject({ contentType: "image/webp", width: 40, height: 30, frames: 4 });
    const { reds, delay, loop } = await played(medium.body);
    expect({ delay, loop }).toEqual({ delay: [50, 100, 150, 200], loop: 3 });
    for (const [frame, red = 0] of reds.entries()) expect(Math.abs(red - frame * 63)).toBeLessThan(10);
    expect(metadataIn(medium.body)).toEqual([]);
  });

  it("is shown by its first frame everywhere else", async () => {
    const { rendition } = await develop(await gifOf(40, 30, 4));
    for (const still of [rendition("thumb"), rendition("large")]) {
      expect(still).toMatchObject({ width: 40, height: 30, frames: 1 });
      expect((await seenIn(still.body)).at(0.5, 0.5)[0]).toBeLessThan(10);
    }
  });

  it("becomes smaller as a whole", async () => {
    const renditions = [{ name: "small", edge: 20, format: "webp", quality: 80, moves: true }] as const;
    const { rendition } = await develop(await gifOf(40, 30, 3), { ...usualPlan, renditions });
    expect(rendition("small")).toMatchObject({ width: 20, height: 15, frames: 3 });
    expect((await played(rendition("small").body)).reds).toHaveLength(3);
  });

  it("may be a WebP itself", async () => {
    const medium = (await develop(await gifOf(40, 30, 3))).rendition("medium");
    const again = await develop(medium.body);
    expect(again.inspected).toMatchObject({ format: "webp", frames: 3 });
    expect(again.rendition("medium")).toMatchObject({ frames: 3 });
    expect(again.rendition("thumb")).toMatchObject({ frames: 1 });
  });

  it("stands still where moving it would cost too much", async () => {
    const { rendition } = await develop(await gifOf(1_000, 600, 90));
    expect(rendition("medium")).toMatchObject({ width: 1_000, height: 600, frames: 1 });
  });

  it("stands still where its later frames are damaged, and says so", async () => {
    const sharp = await openSharp();
    const frames = Buffer.concat([1, 2, 3, 4].map((seed) => texture(64, 48, seed).data));
    const raw = { width: 64, height: 48 * 4, channels: 3, pageHeight: 48 } as const;
    const gif = await sharp(frames, { raw }).gif().toBuffer();
    gif.fill(0xff, Math.floor(gif.length * 0.9), Math.floor(gif.length * 0.9) + 100);
    const { rendition, finished } = await develop(gif);
    expect(rendition("medium")).toMatchObject({ frames: 1 });
    expect(finished.warnings).toEqual([
      { code: "image_damaged", detail: "This file is damaged: only its first frame can be shown." },
    ]);
  });
});

describe("pages", () => {
  it("are no film: a TIFF's first is shown", async () => {
    const sharp = await openSharp();
    const raw = { width: 40, height: 60, channels: 3, pageHeight: 20 } as const;
    const tiff = await sharp(Buffer.alloc(40 * 60 * 3, 90), { raw })
      .tiff()
      .toBuffer();
    const { inspected, rendition } = await develop(tiff);
    expect(inspected).toMatchObject({ height: 20, frames: 3 });
    expect(rendition("medium")).toMatchObject({ height: 20, frames: 1 });
  });
});
