import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { patternedBytes } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { ana, ben, bucket, openS3Door } from "./s3-door.fixture.ts";

const Bucket = bucket;
const bytes = patternedBytes(100_000);

describe("the AWS SDK at the S3 door", () => {
  it("stores, describes, reads and removes an object below the own prefix", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const Key = `${ana}2026/IMG_1.jpg`;
    const put = await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));
    expect(put.ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==$/);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: bytes.length, ContentType: "image/jpeg", ETag: put.ETag });
    const got = await client.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=10-19" }));
    expect(got.ContentRange).toBe("bytes 10-19/100000");
    expect(await got.Body?.transformToByteArray()).toEqual(bytes.slice(10, 20));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(client.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: "NotFound" });
    expect(it.reported).toEqual([]);
  });
});
