import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileBlobStore } from "@tintype/adapters-local";
import type { BlobRef } from "@tintype/core";
import { patternedBytes } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { serve } from "./http-server.fixture.ts";
import { serveBlob } from "./serve-blob.ts";

const ref = { area: "media", key: "p/01jd4/01jd5/thumb.webp" } as const satisfies BlobRef;

/** A server with one blob of so many bytes, and nothing else. */
async function served(size: number) {
  const folder = await mkdtemp(join(tmpdir(), "tintype-serve-"));
  const blobs = createFileBlobStore({ folder });
  const bytes = Buffer.from(patternedBytes(size));
  const { etag } = await blobs.put(ref, bytes, { bytes: size });
  const server = await serve((request, response) => {
    const wanted = request.url === "/it" ? ref : { ...ref, key: "p/01jd4/01jd5/other.webp" };
    void serveBlob(blobs, wanted, request, response, { "x-extra": "yes" }).then((isThere) => {
      if (!isThere) response.writeHead(404).end();
    });
  });
  return {
    ...server,
    blobs,
    bytes,
    etag: `"${etag}"`,
    get: (headers: Record<string, string> = {}, method = "GET") => server.ask("/it", { method, headers }),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

const sizes = [1, 1_000, 256 * 1_024, 256 * 1_024 + 1, 5_000_000];

describe(serveBlob, () => {
  it.for(sizes)("sends all %i bytes, with what they are and which version", async (size) => {
    await using it = await served(size);
    const { status, headers, body } = await it.get();
    expect(status).toBe(200);
    expect(body.equals(it.bytes)).toBe(true);
    expect(headers).toMatchObject({
      "content-type": "image/webp",
      "content-length": `${size}`,
      "accept-ranges": "bytes",
      etag: it.etag,
      "x-extra": "yes",
    });
  });

  it("sends nothing of an empty blob, and everything about it", async () => {
    await using it = await served(0);
    const { status, headers, body } = await it.get();
    expect([status, headers["content-length"], body.length]).toEqual([200, "0", 0]);
    expect((await it.get({ range: "bytes=0-" })).status).toBe(416);
  });

  it("sends nothing, and says so, where there is no blob", async () => {
    await using it = await served(10);
    expect((await it.ask("/other")).status).toBe(404);
  });

  it.for(sizes)("tells a HEAD what a GET of %i bytes would be told, ranges aside", async (size) => {
    await using it = await served(size);
    const { headers: expected } = await it.get();
    for (const headers of [{}, { range: "bytes=0-0" }]) {
      const answer = await it.get(headers, "HEAD");
      expect([answer.status, answer.body.length]).toEqual([200, 0]);
      expect({ ...answer.headers, date: "" }).toEqual({ ...expected, date: "" });
    }
  });

  it.for([
    ["bytes=0-0", 0, 0],
    ["bytes=10-19", 10, 19],
    ["bytes=999990-", 999_990, 999_999],
    ["bytes=-10", 999_990, 999_999],
    ["bytes=500-2000000", 500, 999_999],
    ["bytes=0-999999", 0, 999_999],
    ["bytes=100-700000", 100, 700_000],
  ] as const)("sends the part %s and no more", async ([range, start, end]) => {
    await using it = await served(1_000_000);
    const { status, headers, body } = await it.get({ range });
    expect(status).toBe(206);
    expect(headers).toMatchObject({
      "content-range": `bytes ${start}-${end}/1000000`,
      "content-length": `${end - start + 1}`,
      etag: it.etag,
    });
    expect(body.equals(it.bytes.subarray(start, end + 1))).toBe(true);
  });

  it.for(["bytes=0-1,5-6", "bytes=7-3", "bytes=-", "lines=1-2", "bytes 0-1"])(
    "sends everything to who asks for %s",
    async (range) => {
      await using it = await served(100);
      const { status, body } = await it.get({ range });
      expect([status, body.length]).toEqual([200, 100]);
    },
  );

  it.for(["bytes=100-", "bytes=1000-2000", "bytes=-0"])("says how much there is to who asks for %s", async (range) => {
    await using it = await served(100);
    const { status, headers, body } = await it.get({ range });
    expect([status, headers["content-range"], body.length]).toEqual([416, "bytes */100", 0]);
  });

  it("sends a part only of the version that the rest came from", async () => {
    await using it = await served(100);
    const part = async (ifRange: string) => (await it.get({ range: "bytes=0-9", "if-range": ifRange })).body.length;
    expect(await part(it.etag)).toBe(10);
    expect(await part('"another"')).toBe(100);
    // A weak validator, and a date, prove nothing about bytes (RFC 9110 section 13.1.5).
    expect(await part(`W/${it.etag}`)).toBe(100);
    expect(await part("Fri, 20 Nov 2026 09:30:00 GMT")).toBe(100);
  });

  it("sends no byte to who has them all", async () => {
    await using it = await served(100);
    const status = async (candidates: string) => (await it.get({ "if-none-match": candidates })).status;
    expect(await status(it.etag)).toBe(304);
    expect(await status(`W/${it.etag}`)).toBe(304);
    expect(await status(`"another", ${it.etag}`)).toBe(304);
    expect(await status("*")).toBe(304);
    expect(await status('"another"')).toBe(200);
    const { headers, body } = await it.get({ "if-none-match": it.etag, range: "bytes=0-1" });
    expect([headers.etag, headers["x-extra"], body.length]).toEqual([it.etag, "yes", 0]);
  });

  it("goes on when a client leaves in the middle", async () => {
    await using it = await served(5_000_000);
    const leaving = await fetch(`${it.origin}/it`);
    await leaving.body?.cancel();
    expect((await it.get()).body.equals(it.bytes)).toBe(true);
  });
});
