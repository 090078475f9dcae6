import type { Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { metadataIn } from "./carried-metadata.fixture.ts";
import { develop } from "./develop-bytes.fixture.ts";
import { drawn, texture } from "./test-photos.fixture.ts";

const secret = "48.8584N-2.2945E-SERIAL-4711";

/** Everything that a file can say besides its picture. */
const talkative = async (): Promise<Sharp> =>
  (await drawn(texture(600, 400)))
    .withExif({
      IFD0: { Make: secret, ImageDescription: secret, Artist: secret, Copyright: secret },
      IFD2: { BodySerialNumber: secret, UserComment: secret },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "48/1 51/1 30/1", GPSLongitudeRef: "E", GPSLongitude: "2/1 17/1 40/1" },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${secret}</a></x:xmpmeta>`)
    .withIccProfile("p3");

describe("a rendition says nothing but its picture", () => {
  it.each<[string, (picture: Sharp) => Sharp]>([
    ["jpeg", (picture) => picture.jpeg()],
    ["png", (picture) => picture.png()],
    ["webp", (picture) => picture.webp()],
    ["tiff", (picture) => picture.tiff()],
    ["avif", (picture) => picture.avif({ effort: 0 })],
  ])("of a %s that says everything", async (_, encode) => {
    const bytes = await encode(await talkative()).toBuffer();
    expect(bytes.includes(secret), "the original says it").toBe(true);
    const withTail = Buffer.concat([bytes, Buffer.from(secret)]);
    const { renditions } = await develop(withTail);
    expect(renditions).toHaveLength(3);
    for (const { body } of renditions) {
      expect(metadataIn(body)).toEqual([]);
      expect(Buffer.from(body).includes(secret)).toBe(false);
    }
  });

  it("while what looks at it can tell", async () => {
    expect(metadataIn(await (await talkative()).jpeg().toBuffer()).map((name) => name.slice(0, 4))).toEqual(
      expect.arrayContaining(["APP1", "APP2"]),
    );
    expect(metadataIn(await (await talkative()).webp().toBuffer())).toEqual(["ICCP", "EXIF", "XMP "]);
  });
});
