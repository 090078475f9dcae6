import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BlobStore, instantFromMillis, type MultipartRequest, millisOf, plus } from "@tintype/core";
import { describeMultipartUploads } from "@tintype/core/contracts";
import { createManualClock, createMemoryBlobStore, createMemoryIds, createMemorySecrets } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createFileBlobStore } from "../../blobs/file-blob-store.ts";
import { systemClock } from "../../machine/system-clock.ts";
import { openUploadServer } from "../upload-server.fixture.ts";
import { createLocalMultipartUploads } from "./local-multipart-uploads.ts";

/** As the development server has it: parts in a folder beside the areas of the blobs. Files are as old as the system says. */
async function opened() {
  const folder = await mkdtemp(join(tmpdir(), "tintype-parts-"));
  const clock = createManualClock(instantFromMillis(Math.floor(millisOf(systemClock.now()) / 1_000) * 1_000));
  const blobs = createFileBlobStore({ folder, clock });
  const parts = createFileBlobStore({ folder: join(folder, "multipart"), clock });
  const server = await openUploadServer({ blobs, parts, secrets: createMemorySecrets(), clock });
  const soon = plus(clock.now(), 60_000);
  return {
    ...server,
    uploads: server.multipart,
    blobs,
    parts,
    soon,
    async expired(request: MultipartRequest) {
      const signed = await server.multipart.sign(request, soon);
      clock.advance(60_000);
      return signed;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

describeMultipartUploads({ describe, it, expect }, "local", opened);

const key = "t/01jd4/01jd5";
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));
const place = (path: string) => ({ area: "incoming", key: path }) as const;

/** Uploads over stores in memory, whose `open` waits for something first. */
function overMemory(beforeOpen: () => Promise<void> = async () => {}) {
  const clock = createManualClock();
  const blobs = createMemoryBlobStore({ clock });
  const kept = createMemoryBlobStore({ clock });
  const parts: BlobStore = {
    ...kept,
    async open(...args) {
      await beforeOpen();
      return kept.open(...args);
    },
  };
  const options = { parts, blobs, ids: createMemoryIds(), clock };
  const uploads = createLocalMultipartUploads({ ...options, publicUrl: "http://here", secrets: createMemorySecrets() });
  const send = async (uploadId: string, number: number, text: string) => {
    const body = bytesOf(text);
    const { etag } = await kept.put(place(`${key}/${uploadId}/0000${number}`), body, { bytes: body.length });
    return { number, etag };
  };
  return { blobs, parts: kept, uploads, send };
}

describe(createLocalMultipartUploads, () => {
  it("lists what a crash has left of an upload that is over, so that it can be dropped", async () => {
    const { parts, uploads, send } = overMemory();
    const uploadId = await uploads.begin(key, "image/jpeg");
    await send(uploadId, 1, "abc");
    await parts.remove(place(`${key}/${uploadId}/00000`));
    expect(await uploads.received({ key, uploadId })).toBe(undefined);
    for await (const upload of uploads.list("")) await uploads.abort(upload);
    for await (const left of parts.list("incoming", "")) expect(left.key).toBe("nothing");
  });

  it("refuses a part that is replaced while the upload is completed", async () => {
    let uploadId = "";
    const it = overMemory(async () => {
      await it.send(uploadId, 1, "abd");
    });
    uploadId = await it.uploads.begin(key, "image/jpeg");
    const part = await it.send(uploadId, 1, "abc");
    await expect(it.uploads.complete({ key, uploadId }, [part])).rejects.toMatchObject({ code: "parts_refused" });
    expect(await it.blobs.head(place(key))).toBe(undefined);
  });

  it("is over when it is aborted while it is completed", async () => {
    let uploadId = "";
    const it = overMemory(() => it.uploads.abort({ key, uploadId }));
    uploadId = await it.uploads.begin(key, "image/jpeg");
    const part = await it.send(uploadId, 1, "abc");
    await expect(it.uploads.complete({ key, uploadId }, [part])).rejects.toMatchObject({ code: "upload_gone" });
    expect(await it.blobs.head(place(key))).toBe(undefined);
  });

  it("knows no uploads by ids that it does not give", async () => {
    const { uploads } = overMemory();
    const uploadId = await uploads.begin(key, "image/jpeg");
    for (const other of ["", "..", "../x", `${uploadId}/00000`, uploadId.toUpperCase(), `${uploadId}x`]) {
      expect(await uploads.received({ key, uploadId: other }), other).toBe(undefined);
      await uploads.abort({ key, uploadId: other });
    }
    expect(await uploads.received({ key, uploadId })).toEqual([]);
  });

  it("takes an address in no other spelling", async () => {
    await using server = await opened();
    const upload = { key, uploadId: await server.uploads.begin(key, "image/jpeg") };
    const signed = await server.uploads.sign({ kind: "part", ...upload, number: 1, bytes: 3 }, server.soon);
    const spellings: readonly ((url: string) => string)[] = [
      (url) => url.replace("partNumber=1&", "partNumber=01&"),
      (url) => url.replace("partNumber=1&", ""),
      (url) => url.replace(/partNumber=1&(uploadId=\w+)/, "$1&partNumber=1"),
      (url) => url.replace("partNumber", "PartNumber"),
      (url) => url.replace("expires=", "expires=0"),
      (url) => url.replace("/t/", "//t/"),
      (url) => url.replace("/t/", "/x/../t/"),
      (url) => url.replace("incoming", "originals"),
      (url) => `${url}&x=1`,
      (url) => `${url}&uploads=`,
    ];
    for (const spell of spellings) {
      expect(
        (await server.send({ ...signed, url: spell(signed.url), body: bytesOf("abc") })).status,
        spell.toString(),
      ).toBe(403);
    }
    expect(await server.uploads.received(upload)).toEqual([]);
    expect((await server.send({ ...signed, body: bytesOf("abc") })).status).toBe(200);
  });
});
