import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { patternedBytes, sha256, sourceOf, streamOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { meteredBody } from "./metered-body.ts";

/** Reads until the body ends or breaks off; gives the sizes of the blocks. */
async function blocksOf({ readable, broken }: ReturnType<typeof meteredBody>): Promise<number[]> {
  const sizes: number[] = [];
  readable.on("data", (block: Uint8Array) => sizes.push(block.byteLength));
  await Promise.race([once(readable, "end"), once(broken, "abort")]);
  const closed = once(readable, "close");
  readable.destroy();
  await closed;
  return sizes;
}

describe(meteredBody, () => {
  it("gives the bytes as they are, and tells what they hash to", async () => {
    const bytes = patternedBytes(300_000);
    const body = meteredBody(streamOf(bytes, [1, 70_000, 7]), bytes.length);
    expect(Buffer.compare(await buffer(body.readable), bytes)).toBe(0);
    expect(body.sha256()).toBe(sha256(bytes));
    expect(body.broken.aborted).toBe(false);
  });

  it("gives no block of less than 64 KiB before the last, however small the chunks are", async () => {
    const sizes = await blocksOf(meteredBody(streamOf(patternedBytes(300_001), [1, 9_000]), 300_001));
    expect(sizes.length).toBeGreaterThan(1);
    for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThanOrEqual(65_536);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(300_001);
  });

  it("keeps the last block to itself where the body breaks off after its last byte", async () => {
    const trouble = new Error("the phone went into a tunnel");
    const { stream } = sourceOf(patternedBytes(65_536 * 2), [65_536], (source) => source.error(trouble));
    const body = meteredBody(stream, 65_536 * 2);
    expect(await blocksOf(body)).toEqual([65_536]);
    expect(body.broken.reason).toBe(trouble);
  });

  it("breaks off where the body is shorter or longer than announced, and gives the rest back", async () => {
    const shorter = meteredBody(streamOf(patternedBytes(10)), 11);
    await blocksOf(shorter);
    expect(shorter.broken.reason).toMatchObject({ code: "blob_size_mismatch" });
    const source = sourceOf(patternedBytes(1_000_000));
    const longer = meteredBody(source.stream, 10);
    expect(await blocksOf(longer)).toEqual([]);
    expect(longer.broken.reason).toMatchObject({ code: "blob_size_mismatch" });
    expect(source.cancelled()).toBe(true);
  });

  it("gives the body back when it is destroyed, also while it waits for bytes", async () => {
    const source = sourceOf(new Uint8Array(0), [1], () => new Promise(() => {}));
    const { readable } = meteredBody(source.stream, 10);
    const closed = once(readable, "close");
    readable.resume();
    readable.destroy();
    await closed;
    expect(source.cancelled()).toBe(true);
  });

  it("reads no further ahead than a few blocks", async () => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const { readable } = meteredBody(endless, Number.MAX_SAFE_INTEGER);
    await once(readable, "readable");
    expect(given).toBeLessThan(10 * 65_536);
    readable.destroy();
  });
});
