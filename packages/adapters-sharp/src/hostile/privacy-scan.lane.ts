import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { metadataIn } from "../carried-metadata.fixture.ts";
import { develop, everything, temporaryFolder } from "../develop-bytes.fixture.ts";
import { createIsolatedImageProcessor } from "../isolated/isolated-image-processor.ts";
import { haveRealPhotos, realPhotoNames, realPhotos, whyNoRealPhotos } from "../real-photos.fixture.ts";
import { haveExiftool, metadataFound, whyNoExiftool } from "./exiftool.fixture.ts";

describe("what is made of a real photo", { timeout: 240_000 }, () => {
  it("says nothing but its picture: no rendition, and no copy in full size", async ({ skip }) => {
    skip(!haveRealPhotos, whyNoRealPhotos);
    skip(!haveExiftool, whyNoExiftool);
    await using scratch = await temporaryFolder();
    const workers = availableParallelism();
    const limits = { workers, timeoutMs: 120_000, maxRssBytes: 2 ** 31, scratch: scratch.path };
    const images = createIsolatedImageProcessor(limits);
    const made = new Map<string, Uint8Array>();
    const names = await realPhotoNames();
    const next = async (): Promise<void> => {
      for (let name = names.shift(); name !== undefined; name = names.shift()) {
        const developed = await develop(await readFile(`${realPhotos}/${name}`), everything, images).catch(
          () => undefined,
        );
        for (const { name: rendition, body } of developed?.renditions ?? []) made.set(`${name}.${rendition}`, body);
      }
    };
    await Promise.all(Array.from({ length: workers }, next));
    await images.close();
    // Of 30 that can be developed, that is.
    expect(made.size).toBeGreaterThan(100);
    for (const [name, body] of made) expect(metadataIn(body), name).toEqual([]);
    expect(await metadataFound(made)).toEqual({});
  });
});
