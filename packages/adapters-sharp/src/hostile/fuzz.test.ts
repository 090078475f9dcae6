import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { develop, temporaryFolder, usualPlan } from "../develop-bytes.fixture.ts";
import { createIsolatedImageProcessor } from "../isolated/isolated-image-processor.ts";
import { drawn, texture } from "../test-photos.fixture.ts";
import { fuzz } from "./fuzz.fixture.ts";

it("500 broken pictures are developed or refused, and the next good one is developed", {
  timeout: 120_000,
}, async () => {
  await using scratch = await temporaryFolder();
  const workers = Math.min(2, availableParallelism());
  const images = createIsolatedImageProcessor({
    workers,
    timeoutMs: 60_000,
    maxRssBytes: 2 ** 31,
    scratch: scratch.path,
  });
  const { developed, refused, failed } = await fuzz(images, { seed: 1, count: 500, atOnce: workers * 2 });
  expect(failed).toEqual([]);
  // Otherwise the mutations are too rough, or too gentle, to find anything.
  expect(developed).toBeGreaterThan(100);
  expect(refused["image_damaged"]).toBeGreaterThan(100);
  const good = await (await drawn(texture(60, 40))).jpeg().toBuffer();
  expect((await develop(good, usualPlan, images)).renditions).toHaveLength(3);
  await images.close();
});
