/*
 * A parent of its own, which the tests kill: has a child that works without an end. Its arguments are the scratch folder and the file
 * that the child writes its process id to.
 */

import { hostileFile } from "./hostile-part.fixture.ts";
import { createIsolatedImageProcessor } from "./isolated-image-processor.ts";

const [scratch = "", pidFile = ""] = process.argv.slice(2);
const images = createIsolatedImageProcessor({
  workers: 1,
  timeoutMs: 600_000,
  maxRssBytes: 2 ** 30,
  scratch,
  developPartModule: new URL("./hostile-part.fixture.ts", import.meta.url).href,
});
const bytes = hostileFile({ does: "work", part: "first", pidFile });
const plan = { renditions: [], limits: { bytes: 1_000, pixels: 1, side: 1, frames: 1 } };
for await (const _ of images.develop(new Blob([bytes]).stream(), plan));
