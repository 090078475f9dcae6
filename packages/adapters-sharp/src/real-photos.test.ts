import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { metadataIn } from "./carried-metadata.fixture.ts";
import { develop } from "./develop-bytes.fixture.ts";
import { golden, haveRealPhotos, realPhotoNames, realPhotos, whyNoRealPhotos } from "./real-photos.fixture.ts";

describe("real photos", { timeout: 60_000 }, () => {
  it.for(Object.entries(golden))("%s: %s", async ([name, outcome], { skip }) => {
    skip(!haveRealPhotos, whyNoRealPhotos);
    expect(await outcomeOf(await readFile(`${realPhotos}/${name}`))).toBe(outcome);
  });

  it("are all on the list", async ({ skip }) => {
    skip(!haveRealPhotos, whyNoRealPhotos);
    expect((await realPhotoNames()).filter((name) => !(name in golden))).toEqual([]);
  });
});

async function outcomeOf(bytes: Buffer): Promise<string> {
  try {
    const { inspected, finished, renditions } = await develop(bytes);
    for (const { name, body } of renditions) expect(metadataIn(body), name).toEqual([]);
    const { format, width, height, frames, camera } = inspected;
    const sizes = renditions.map((rendition) => `${rendition.width}x${rendition.height}`).join(" ");
    return [
      `${format} ${width}x${height}${frames > 1 ? ` of ${frames} frames` : ""} -> ${sizes}`,
      ...finished.warnings.map(({ detail }) => detail),
      ...(camera?.model === undefined ? [] : [camera.model]),
    ].join("; ");
  } catch (error) {
    const { code, reason } = error as { code?: string; reason?: string };
    if (code === undefined) throw error;
    return `${code}: ${reason}`;
  }
}
