import { parseSettings } from "@tintype/core";
import { createMemoryImageProcessor, streamOf, testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { collect } from "../collect.fixture.ts";
import { withTimeLimit } from "./with-time-limit.ts";

const { renditions, original } = parseSettings({ publicUrl: "https://photos.example" });
const plan = { renditions, limits: original };
const develop = async (after: AbortSignal, signal?: AbortSignal) => {
  const images = withTimeLimit(createMemoryImageProcessor(), { limit: 60_000, after: () => after });
  return collect(images.develop(streamOf(testImage(60, 40)), plan, signal && { signal }));
};
const never = new AbortController().signal;

describe(withTimeLimit, () => {
  it("develops as the processor does", async () => {
    expect((await develop(never)).at(-1)).toMatchObject({ kind: "finished" });
  });

  it("blames the photo that took too long", async () => {
    await expect(develop(AbortSignal.abort())).rejects.toMatchObject({ reason: "image_timeout" });
  });

  it("does not blame a photo for somebody else's haste", async () => {
    const ours = AbortSignal.abort(new Error("the function has to end"));
    await expect(develop(never, ours)).rejects.toThrow("the function has to end");
    await expect(develop(AbortSignal.abort(), ours)).rejects.toThrow("the function has to end");
  });
});
