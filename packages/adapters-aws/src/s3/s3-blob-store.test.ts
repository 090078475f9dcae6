import { readAll, streamOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type Answer, answeringS3, buckets, refusal } from "./answering-s3.fixture.ts";
import { createS3BlobStore } from "./s3-blob-store.ts";

const ref = { area: "media", key: "p/01jd4/01jd5/thumb.webp" } as const;
const abc = new TextEncoder().encode("abc");

function opened(...answers: Answer[]) {
  const { client, asked } = answeringS3(...answers);
  return { blobs: createS3BlobStore({ client, buckets }), asked };
}

describe(createS3BlobStore, () => {
  it("sends the length, the type and the hash of an array ahead", async () => {
    const { blobs, asked } = opened({ status: 200, headers: { etag: '"abc"' } });
    expect(await blobs.put(ref, abc, { bytes: 3 })).toEqual({
      ...ref,
      bytes: 3,
      etag: "abc",
      modifiedAt: "2026-11-20T09:30:00.000Z",
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    });
    expect(asked[0]).toMatchObject({
      method: "PUT",
      path: "photos-media.s3.eu-central-1.amazonaws.com/p/01jd4/01jd5/thumb.webp",
      headers: {
        "content-length": "3",
        "content-type": "image/webp",
        "cache-control": "public, max-age=31536000, immutable",
        "x-amz-checksum-sha256": "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
      },
    });
  });

  it("sends the hash of a stream after it", async () => {
    const { blobs, asked } = opened({ status: 200, headers: { etag: '"abc"' } });
    await blobs.put(ref, streamOf(abc), { bytes: 3 });
    expect(asked[0]?.headers).toMatchObject({
      "x-amz-decoded-content-length": "3",
      "x-amz-trailer": "x-amz-checksum-sha256",
    });
  });

  it("lets nobody keep what clients sent", async () => {
    for (const area of ["incoming", "originals"] as const) {
      for (const body of [abc, streamOf(abc)]) {
        const { blobs, asked } = opened({ status: 200, headers: { etag: '"abc"' } });
        await blobs.put({ area, key: "o/01jd4/01jd5.jpg" }, body, { bytes: 3 });
        expect(asked[0]?.headers["cache-control"]).toBe(undefined);
      }
    }
  });

  it("tells a missing blob from a missing bucket", async () => {
    expect(await opened(refusal(404, "NoSuchKey")).blobs.open(ref)).toBe(undefined);
    await expect(opened(refusal(404, "NoSuchBucket")).blobs.open(ref)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("says that it is unavailable, and why, where S3 refuses, fails or does not answer", async () => {
    const reset = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    await expect(opened(reset).blobs.remove(ref)).rejects.toMatchObject({ code: "unavailable", cause: reset });
    await expect(opened(refusal(503, "SlowDown")).blobs.put(ref, abc, { bytes: 3 })).rejects.toMatchObject({
      code: "unavailable",
      cause: { name: "SlowDown" },
    });
    await expect(opened(refusal(403, "AccessDenied")).blobs.open(ref)).rejects.toMatchObject({
      code: "unavailable",
      cause: { name: "AccessDenied" },
    });
  });

  it("says that the storage is full where the store says so", async () => {
    const full = opened(refusal(507, "XMinioStorageFull"));
    await expect(full.blobs.put(ref, abc, { bytes: 3 })).rejects.toMatchObject({ code: "storage_full" });
  });

  it("says that it is unavailable where the connection breaks in the middle of a blob", async () => {
    const trouble = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    const body = (async function* () {
      yield new TextEncoder().encode("ab");
      throw trouble;
    })();
    const { blobs } = opened({ status: 200, headers: { "content-length": "3", etag: '"abc"' }, body });
    const blob = await blobs.open(ref);
    if (blob === undefined) throw new Error("There is a blob.");
    await expect(readAll(blob.body)).rejects.toMatchObject({ code: "unavailable", cause: trouble });
  });

  it("asks S3 for no keys that there cannot be", async () => {
    const { blobs, asked } = opened();
    for (const prefix of ["/", "a//", "./", "../", "a/../b", "a b", "\u0000", "k".repeat(513)]) {
      for await (const { key } of blobs.list("media", prefix)) throw new Error(`${key} was listed.`);
    }
    expect(asked).toEqual([]);
  });

  it("reads keys as S3 writes them that XML cannot, and passes over what no blob can have", async () => {
    const object = (key: string) => `<Contents><Key>${key}</Key><Size>3</Size><ETag>&quot;e&quot;</ETag></Contents>`;
    const list = (encoding: string, ...keys: string[]) => ({
      status: 200,
      body: `<ListBucketResult>${encoding}${keys.map(object).join("")}</ListBucketResult>`,
    });
    const keysOf = async (answer: Answer) => {
      const { blobs, asked } = opened(answer);
      const keys = [];
      for await (const { key } of blobs.list("incoming", "")) keys.push(key);
      expect(asked[0]?.query).toMatchObject({ "encoding-type": "url" });
      return keys;
    };
    const encoded = list("<EncodingType>url</EncodingType>", "t/1/2", "u/X/%01", "u/X//a", "u/X/a%2Bb+%C3%BC%2525.jpg");
    expect(await keysOf(encoded)).toEqual(["t/1/2", "u/X/a+b ü%25.jpg"]);
    expect(await keysOf(list("", "u/X/a+b%20.jpg", "u/X/"))).toEqual(["u/X/a+b%20.jpg"]);
  });

  it.each(["", "a", "a/", "a/b", ".", "..", "a/.", "...", ".a/b", "a.", "a../"])(
    "asks for keys that begin with '%s'",
    async (prefix) => {
      const { blobs, asked } = opened({ status: 200, body: "<ListBucketResult></ListBucketResult>" });
      for await (const { key } of blobs.list("media", prefix)) throw new Error(`${key} was listed.`);
      expect(asked.length).toBe(1);
    },
  );
});
