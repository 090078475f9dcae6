import { describe, expect, it } from "vitest";
import { develop } from "../develop-bytes.fixture.ts";
import { bombs } from "./bombs.fixture.ts";

const files = await bombs();
// Everything is loaded with the first picture.
await develop(files[0]?.[1] ?? Buffer.alloc(0)).catch(() => undefined);

describe("what claims to be huge", () => {
  it(`comes in ${files.length} kinds`, () => {
    expect(files.length).toBeGreaterThanOrEqual(40);
    for (const [name, bytes] of files) expect(bytes.length, name).toBeLessThan(400_000);
  });

  it.each(files)("is refused by its header: %s", async (_, bytes) => {
    const began = process.cpuUsage();
    await expect(develop(bytes)).rejects.toMatchObject({
      code: "image_refused",
      reason: expect.stringMatching(/^image_(?:too_large|damaged)$/),
    });
    const { user, system } = process.cpuUsage(began);
    // Time of the processor, which a busy machine does not stretch.
    expect((user + system) / 1_000).toBeLessThan(250);
  });

  it("leaves nothing behind: all of them together take no memory to speak of", async () => {
    const before = process.memoryUsage().rss;
    for (const [, bytes] of files) await develop(bytes).catch(() => undefined);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });
});
