import { readdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { develop, temporaryFolder, usualPlan } from "../develop-bytes.fixture.ts";
import { createIsolatedImageProcessor } from "../isolated/isolated-image-processor.ts";
import { drawn, texture } from "../test-photos.fixture.ts";
import { fuzz } from "./fuzz.fixture.ts";

const MiB = 2 ** 20;

describe("20,000 broken pictures", () => {
  it("bring nothing down: each is developed or refused, within time and memory", { timeout: 480_000 }, async () => {
    await using scratch = await temporaryFolder();
    const workers = availableParallelism();
    const bounds = { workers, timeoutMs: 30_000, maxRssBytes: 2_048 * MiB, scratch: scratch.path };
    const ended: string[] = [];
    const images = createIsolatedImageProcessor({ ...bounds, log: (line) => ended.push(line) });
    const before = process.memoryUsage().rss;
    const { developed, refused, failed } = await fuzz(images, { seed: 2, count: 20_000, atOnce: workers * 2 });
    const peak = await peakOfChildren();
    const good = await (await drawn(texture(60, 40))).jpeg().toBuffer();
    expect((await develop(good, usualPlan, images)).renditions).toHaveLength(3);
    await images.close();
    console.log(
      `${developed} developed; refused: ${JSON.stringify(refused)}; brought down by ${failed.length}; ` +
        `at most ${Math.round(peak / MiB)} MiB in a child`,
    );
    expect({ failed, ended }).toEqual({ failed: [], ended: [] });
    // Otherwise the mutations are too rough to get anywhere.
    expect(developed).toBeGreaterThan(4_000);
    expect(peak).toBeLessThan(1_024 * MiB);
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * MiB);
  });
});

/** The most memory that any living child of this process ever occupied, where Linux tells (proc(5)). */
async function peakOfChildren(): Promise<number> {
  const parents = await readdir(`/proc/${process.pid}/task`).catch(() => []);
  const lists = parents.map((task) => readFile(`/proc/${process.pid}/task/${task}/children`, "latin1").catch(() => ""));
  const children = (await Promise.all(lists)).join(" ").split(/\s+/).filter(Boolean);
  const peaks = children.map(async (child) => {
    const status = await readFile(`/proc/${child}/status`, "latin1").catch(() => "");
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
  });
  return Math.max(0, ...(await Promise.all(peaks)));
}
