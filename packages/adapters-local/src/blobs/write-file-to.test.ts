import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { BlobRef } from "@tintype/core";
import { patternedBytes } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createFileBlobStore } from "./file-blob-store.ts";

const ref = { area: "originals", key: "o/01jd4/01jd5.jpg" } as const satisfies BlobRef;
const KiB = 1_024;

async function storeWith(size: number) {
  const folder = await mkdtemp(join(tmpdir(), "tintype-write-to-"));
  const blobs = createFileBlobStore({ folder });
  const bytes = Buffer.from(patternedBytes(size));
  const { etag } = await blobs.put(ref, bytes, { bytes: size });
  return { blobs, bytes, etag, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/** Takes every piece a turn later, and keeps a copy. */
function sink() {
  const taken: Buffer[] = [];
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _, done) {
      setImmediate(() => {
        taken.push(Buffer.from(chunk));
        done();
      });
    },
  });
  return { stream, all: () => Buffer.concat(taken) };
}

describe("writing a blob to a stream", () => {
  it.for([0, 1, 256 * KiB - 1, 256 * KiB, 256 * KiB + 1, 1_500_000])("writes all %i bytes, in order", async (size) => {
    await using it = await storeWith(size);
    const { stream, all } = sink();
    expect(await it.blobs.writeTo(stream, ref)).toMatchObject({ bytes: size, etag: it.etag });
    expect(all().equals(it.bytes)).toBe(true);
    expect(stream.writableEnded).toBe(false);
  });

  it("writes a part alone", async () => {
    await using it = await storeWith(1_500_000);
    const { stream, all } = sink();
    await it.blobs.writeTo(stream, ref, { range: { start: 100_001, end: 1_200_000 } });
    expect(all().equals(it.bytes.subarray(100_001, 1_200_001))).toBe(true);
  });

  it("writes nothing where there is no blob, or another version", async () => {
    await using it = await storeWith(10);
    const { stream, all } = sink();
    expect(await it.blobs.writeTo(stream, { ...ref, key: "o/01jd4/01jd6.jpg" })).toBeUndefined();
    await expect(it.blobs.writeTo(stream, ref, { etag: "another" })).rejects.toMatchObject({ code: "blob_changed" });
    expect(all()).toHaveLength(0);
  });

  it("ends when the stream is closed in the middle, even if that takes nothing any more", async () => {
    await using it = await storeWith(1_500_000);
    const stream = new Writable({ write: () => setImmediate(() => stream.destroy()) });
    await expect(it.blobs.writeTo(stream, ref)).rejects.toThrow();
  });
});
