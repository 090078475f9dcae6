import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BlobRef } from "@tintype/core";
import { patternedBytes } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { systemError, watchFileSystem } from "../files/watched-file-system.fixture.ts";
import { createFileBlobStore } from "./file-blob-store.ts";

const ref = { area: "incoming", key: "t/01jd4/01jd5" } as const satisfies BlobRef;
const bytes = Buffer.from(patternedBytes(1_500_000));

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), "tintype-sources-"));
  const watched = watchFileSystem(folder);
  const blobs = createFileBlobStore({ folder, system: watched.system });
  const { sha256 } = await blobs.put(ref, bytes, { bytes: bytes.length });
  const path = join(folder, "linked");
  const bodyOf = async (options = {}) => {
    const blob = await blobs.open(ref, options);
    if (blob === undefined) throw new Error("There is no blob.");
    return blob.body;
  };
  return { blobs, watched, sha256, path, bodyOf, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

describe("where a body comes from", () => {
  it("is told of a large blob that was stored lately, which can be had under another name", async () => {
    await using it = await opened();
    const body = await it.bodyOf();
    const source = it.blobs.sourceOf(body);
    expect(source).toMatchObject({ bytes: bytes.length, sha256: it.sha256 });
    expect(await source?.linkTo(it.path)).toBe(true);
    await body.cancel();
    await it.blobs.remove(ref);
    expect((await readFile(it.path)).equals(bytes)).toBe(true);
  });

  it("is not told of a part", async () => {
    await using it = await opened();
    const part = await it.bodyOf({ range: { start: 1, end: bytes.length - 1 } });
    expect(it.blobs.sourceOf(part)).toBeUndefined();
    await part.cancel();
  });

  it("is not linked to once other bytes lie there, or where there are no links", async () => {
    await using it = await opened();
    const body = await it.bodyOf();
    const source = it.blobs.sourceOf(body);
    await it.blobs.put(ref, bytes, { bytes: bytes.length });
    expect(await source?.linkTo(it.path)).toBe(false);
    await expect(stat(it.path)).rejects.toThrow("ENOENT");
    await body.cancel();

    const other = await it.bodyOf();
    it.watched.before = (step) => {
      if (step.startsWith("link")) throw systemError("EPERM");
    };
    expect(await it.blobs.sourceOf(other)?.linkTo(it.path)).toBe(false);
    await other.cancel();
  });
});
