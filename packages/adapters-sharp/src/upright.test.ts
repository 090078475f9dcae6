import type { Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { develop } from "./develop-bytes.fixture.ts";
import { quadrants, seenIn, storedBy } from "./test-photos.fixture.ts";

const containers: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  jpeg: (picture) => picture.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }),
  webp: (picture) => picture.webp({ quality: 95 }),
  png: (picture) => picture.png(),
  tiff: (picture) => picture.tiff({ compression: "lzw" }),
  avif: (picture) => picture.avif({ quality: 90, effort: 0, chromaSubsampling: "4:4:4" }),
};
const orientations = [1, 2, 3, 4, 5, 6, 7, 8];

describe("a photo is seen as it was taken", () => {
  describe.each(Object.keys(containers))("in %s", (container) => {
    it.each(orientations)("with orientation %i", async (orientation) => {
      const stored = await storedBy(orientation, quadrants(640, 400));
      const bytes = await (containers[container]?.(stored) ?? stored).toBuffer();
      const { inspected, renditions } = await develop(bytes);
      expect(inspected).toMatchObject({ format: container, width: 640, height: 400 });
      expect(renditions.map(({ width, height }) => [width, height])).toEqual([
        [480, 300],
        [640, 400],
        [640, 400],
      ]);
      for (const { body } of renditions) {
        const { at } = await seenIn(body);
        expect(at(0.25, 0.25), "above left").toSatisfy(near([220, 30, 30]));
        expect(at(0.75, 0.25), "above right").toSatisfy(near([30, 200, 30]));
        expect(at(0.25, 0.75), "below left").toSatisfy(near([30, 30, 220]));
        expect(at(0.75, 0.75), "below right").toSatisfy(near([220, 220, 30]));
      }
    });
  });
});

const near = (colour: readonly number[]) => (seen: readonly number[]) =>
  colour.every((value, i) => Math.abs(value - (seen[i] ?? -1)) <= 14);
