import { UserId } from "@tintype/core";
import { findBrowser, launch } from "../../e2e/browser.ts";
import { scrollThrough } from "../page/scroll-through.ts";
import { seedAlbum } from "../page/seed-album.ts";
import type { Group } from "../row.ts";
import { openStage } from "../stage.ts";

const PHOTOS = 10_000;
/** In every frame, a third of a screen in a tenth of a second: faster than anybody looks. */
const PIXELS = 50;

/** The page in Chromium at 1440 × 900, scrolled from the first of ten thousand photos to the last. */
export const page: Group = {
  name: "page",
  rows: [
    {
      name: "page-frame",
      what: "scrolling through 10,000 photos in Chromium, frame, p95",
      unit: "ms",
      ours: "frame95",
      limit: 20,
      against: "20 ms",
      better: "lower",
      goal: 1,
    },
    {
      name: "page-heap",
      what: "JavaScript heap while scrolling through 10,000 photos, peak",
      unit: "MB",
      ours: "heap",
      limit: 150,
      against: "150 MB",
      better: "lower",
      goal: 1,
    },
  ],
  open: (options) =>
    openStage(options, async ({ stack, tintype }) => {
      await import("../../scripts/build-page.ts");
      const { port, user, dataFolder } = await tintype();
      await seedAlbum(dataFolder, UserId.parse(user.id), PHOTOS);
      const found = await findBrowser();
      if ("why" in found) throw new Error(`The page cannot be measured: ${found.why}`);
      const browser = await launch(found.path);
      stack.defer(() => browser.close());
      const run = async () => {
        const context = await browser.newContext({ viewport: { width: 1_440, height: 900 }, locale: "en-GB" });
        const shown = await context.newPage();
        await shown.goto(`http://127.0.0.1:${port}/`);
        await shown.getByRole("button", { name: "Use the demo account" }).click();
        await shown.locator("[data-id] img.there").first().waitFor();
        const devtools = await context.newCDPSession(shown);
        const { frames, heap, photos } = await scrollThrough(shown, devtools, PIXELS);
        await context.close();
        if (photos < PHOTOS) throw new Error(`Only ${photos} of ${PHOTOS} photos were shown.`);
        const quick = frames.filter((frame) => frame < 20).length / frames.length;
        const words = `${frames.length} frames, ${(quick * 100).toFixed(1)} % of them under 20 ms`;
        process.stderr.write(`page: ${words}\n`);
        return { frame95: frames[Math.floor(frames.length * 0.95)] ?? Number.NaN, heap };
      };
      return [{ gives: ["frame95", "heap"], run }];
    }),
};
