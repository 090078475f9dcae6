import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goldenOutcomes } from "../golden-outcomes.ts";
import { haveRealPhotos, realPhotos, whyNoRealPhotos } from "../real-photos.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
beforeAll(async () => {
  world = await openPageWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** What the page says of a failure; an empty file is not even sent. */
const sentences: Readonly<Record<string, string>> = {
  "failed image_damaged": "The file is damaged.",
  "failed image_empty": "This file is empty.",
  "failed image_unsupported": "This is no kind of photo that can be shown",
};

describe("the photos of real cameras", () => {
  it("are uploaded by the page, and each is ready or has failed in words", { timeout: 240_000 }, async ({ skip }) => {
    skip(!haveRealPhotos, whyNoRealPhotos);
    const page = await world.demo(skip);
    const names = Object.keys(goldenOutcomes);
    await page.getByLabel("Upload", { exact: true }).setInputFiles(names.map((name) => join(realPhotos, name)));
    const rows = page.getByRole("region", { name: "Uploads" }).locator("li");
    const expected = names.map((name) => `${name} ${sentences[goldenOutcomes[name] ?? ""] ?? "Ready"}`);
    const said = async (): Promise<readonly string[]> =>
      (await rows.allInnerTexts()).map((text) => {
        const [name, how = ""] = text.split("\n").filter((line) => line.trim() !== "");
        const known = [...Object.values(sentences), "Ready"].find((sentence) => how.startsWith(sentence));
        return `${name} ${known ?? how}`;
      });
    await expect
      .poll(async () => (await said()).toSorted(), { timeout: 200_000, interval: 500 })
      .toEqual(expected.toSorted());
    expect(world.complaints).toEqual([]);
  });
});
