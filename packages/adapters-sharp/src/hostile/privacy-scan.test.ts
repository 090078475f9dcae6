import { describe, expect, it, vi } from "vitest";
import { metadataIn } from "../carried-metadata.fixture.ts";
import { develop, everything } from "../develop-bytes.fixture.ts";
import { haveExiftool, metadataFound, whyNoExiftool } from "./exiftool.fixture.ts";
import { canary, type TalkativePhoto, talkativePhotos } from "./talkative-photos.fixture.ts";

vi.setConfig({ testTimeout: 60_000 });

const seeds = [1, 2, 3, 4, 5, 6];
const photos = (await Promise.all(seeds.map(talkativePhotos))).flat();
const says = (bytes: Uint8Array): boolean =>
  [Buffer.from(canary), Buffer.from(canary, "utf16le"), Buffer.from(canary).toString("base64").slice(0, 40)].some(
    (words) => Buffer.from(bytes).includes(words),
  );

/** Every rendition and the copy of a photo, by names of files. */
const madeOf = async ({ name, bytes }: TalkativePhoto) =>
  (await develop(bytes, everything)).renditions.map((made) => [`${name}.${made.name}`, made.body] as const);

describe("what is made of a photo says nothing but its picture", () => {
  it.each(photos.map((photo) => [photo.name, photo] as const))("of %s", async (_, photo) => {
    expect(says(photo.bytes), "the photo itself says it").toBe(true);
    const made = await madeOf(photo);
    expect(made).toHaveLength(4);
    for (const [name, body] of made) {
      expect(metadataIn(body), name).toEqual([]);
      expect(says(body), name).toBe(false);
    }
  });

  it("while whoever looks at it can tell", () => {
    const kinds = ["jpeg-1", "png-1", "webp-1"].map((name) => photos.find((photo) => photo.name === name));
    const [jpeg = [], png = [], webp = []] = kinds.map((photo) => photo && metadataIn(photo.bytes));
    expect(jpeg).toEqual(expect.arrayContaining(["APP1 Exif", "APP2 MPF", "COM", "bytes after the end"]));
    expect(png).toEqual(expect.arrayContaining(["eXIf", "tEXt", "zTXt", "iTXt", "caNa", "bytes after the end"]));
    expect(webp).toEqual(expect.arrayContaining(["EXIF", "XMP ", "ICCP", "CANA", "bytes after the end"]));
  });

  it("by the judgement of exiftool", async ({ skip }) => {
    skip(!haveExiftool, whyNoExiftool);
    const made = new Map((await Promise.all(photos.map(madeOf))).flat());
    expect(made.size).toBe(photos.length * 4);
    expect(await metadataFound(made)).toEqual({});
  });

  it("which does find what the photos say", async ({ skip }) => {
    skip(!haveExiftool, whyNoExiftool);
    const found = await metadataFound(new Map(photos.map(({ name, bytes }) => [name, bytes])));
    expect(Object.keys(found).toSorted()).toEqual(photos.map(({ name }) => name).toSorted());
    for (const { name } of photos) {
      expect(found[name]?.filter((tag) => /GPS|Serial|Comment|XMP/.test(tag)).length, name).toBeGreaterThan(0);
    }
  });
});
