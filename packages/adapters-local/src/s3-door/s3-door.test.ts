import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3ClientConfig,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import {
  AccountDisabled,
  AccountNotFound,
  CredentialsExpired,
  minutes,
  SignedOut,
  StorageFull,
  Unavailable,
} from "@tintype/core";
import { patternedBytes } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { ana, anas, bucket as Bucket, ben, bens, mostBytes, openS3Door } from "./s3-door.fixture.ts";

const bytes = patternedBytes(100_000);
const Key = `${ana}2026/IMG_1.jpg`;
const mebibyte = 2 ** 20;

/** In the order of their bytes. */
const odd = [
  "!*'(),;:@&=$[]",
  "%2F.jpg",
  "+.jpg",
  "My photo.JPG",
  "a\u0308.jpg",
  'b & "c"/<1>.jpg',
  "my photo.jpg",
  "Übung #1/?x=1",
  "ä.jpg",
  "Ａ.jpg",
  "😀.jpg",
];

describe("the AWS SDK at the S3 door", () => {
  it("stores, describes, reads and removes an object below the own prefix", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const put = await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: bytes.length, ContentType: "image/jpeg", ETag: put.ETag });
    const whole = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await whole.Body?.transformToByteArray()).toEqual(bytes);
    const part = await client.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=10-19" }));
    expect(part.ContentRange).toBe("bytes 10-19/100000");
    expect(await part.Body?.transformToByteArray()).toEqual(bytes.slice(10, 20));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(client.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: "NotFound" });
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(it.reported).toEqual([]);
  });

  it.for(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
    "stores bytes and streams with a %s, and says that it was verified",
    async (ChecksumAlgorithm) => {
      await using it = await openS3Door();
      const client = it.client();
      const whole = await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes, ChecksumAlgorithm }));
      const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)], { objectMode: false });
      const streamed = await client.send(
        new PutObjectCommand({ Bucket, Key, Body, ContentLength: bytes.length, ChecksumAlgorithm }),
      );
      const name = `Checksum${ChecksumAlgorithm}` as const;
      expect(whole[name]).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      expect(streamed[name]).toBe(whole[name]);
      expect(await it.read(Key)).toEqual(Buffer.from(bytes));
    },
  );

  it("answers what was asked on a condition", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes, IfNoneMatch: "*" }));
    const refused = { name: "PreconditionFailed" };
    await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: "b", IfNoneMatch: "*" }))).rejects.toMatchObject(
      refused,
    );
    await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: "b", IfMatch: '"b"' }))).rejects.toMatchObject(
      refused,
    );
    await expect(client.send(new GetObjectCommand({ Bucket, Key, IfMatch: '"b"' }))).rejects.toMatchObject(refused);
    await expect(client.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: ETag }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(
      client.send(new PutObjectCommand({ Bucket, Key: `${ana}new`, Body: "b", IfMatch: ETag })),
    ).rejects.toMatchObject({ name: "NoSuchKey" });
    await client.send(new GetObjectCommand({ Bucket, Key, IfMatch: ETag }));
    await client.send(new PutObjectCommand({ Bucket, Key, Body: "b", IfMatch: ETag }));
    expect(await it.read(Key)).toEqual(Buffer.from("b"));
  });

  it("lets one of many in who all want to be the first", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        client.send(new PutObjectCommand({ Bucket, Key, Body: `${index}`, IfNoneMatch: "*" })),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const winner = outcomes.findIndex(({ status }) => status === "fulfilled");
    expect(await it.read(Key)).toEqual(Buffer.from(`${winner}`));
  });

  it("lists the own objects by page and by folder, in order", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const keys = ["a.jpg", "b/1.jpg", "b/2.jpg", "b/c/3.jpg", "b.jpg", "d.jpg"].map((name) => ana + name).toSorted();
    for (const key of keys) await it.put(key, bytes.subarray(0, 3));
    await it.put(`${ben}a.jpg`, bytes.subarray(0, 3));
    const paged: (string | undefined)[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket, Prefix: ana })) {
      expect(Contents.length).toBeLessThanOrEqual(2);
      paged.push(...Contents.map((object) => object.Key));
    }
    expect(paged).toEqual(keys);
    const folders: unknown[] = [];
    const input = { Bucket, Prefix: ana, Delimiter: "/", EncodingType: "url" } as const;
    for await (const page of paginateListObjectsV2({ client, pageSize: 1 }, { ...input })) {
      folders.push(
        ...(page.Contents ?? []).map((object) => object.Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
    }
    expect(folders).toEqual(["a.jpg", "b.jpg", "b/", "d.jpg"].map((name) => ana + name));
    const rest = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: `${ana}b/`, StartAfter: `${ana}b/1.jpg` }),
    );
    expect(rest).toMatchObject({ KeyCount: 2, IsTruncated: false, MaxKeys: 1_000 });
    const within = await client.send(new ListObjectsV2Command({ ...input, StartAfter: `${ana}b/1.jpg` }));
    expect(within.CommonPrefixes).toEqual([{ Prefix: `${ana}b/` }]);
    const none = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${ana}b c/../é` }));
    expect(none.KeyCount).toBe(0);
  });

  it("takes keys as people write them, and lists them in the order of their bytes", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const keys = odd.map((name) => ana + name);
    for (const one of keys.toReversed()) await client.send(new PutObjectCommand({ Bucket, Key: one, Body: one }));
    for (const one of keys) {
      expect((await it.read(one))?.toString(), one).toBe(one);
      const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket, Key: one }));
      expect(await Body?.transformToString(), one).toBe(one);
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: one }));
      expect(head.ContentLength, one).toBe(ContentLength);
    }
    for (const EncodingType of ["url", undefined] as const) {
      const read = (text = "") => (EncodingType === "url" ? decodeURIComponent(text) : text);
      const listed: string[] = [];
      const input = { Bucket, Prefix: ana, EncodingType };
      for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { ...input })) {
        listed.push(...(page.Contents ?? []).map((object) => read(object.Key)));
      }
      expect(listed).toEqual(keys);
      const last = keys.at(-1) ?? "";
      const after = await client.send(new ListObjectsV2Command({ ...input, StartAfter: keys.at(-2) }));
      expect(after.Contents?.map((object) => read(object.Key))).toEqual([last]);
      const folders = await client.send(new ListObjectsV2Command({ ...input, Delimiter: "/" }));
      expect(folders.CommonPrefixes?.map(({ Prefix }) => read(Prefix))).toEqual([`${ana}b & "c"/`, `${ana}Übung #1/`]);
    }
  });

  it("copies, signs for, removes and puts together what has such a key", async () => {
    await using it = await openS3Door();
    const client = it.client({ requestChecksumCalculation: "WHEN_REQUIRED" });
    const large = randomBytes(5 * mebibyte + 7);
    for (const name of odd) {
      const at = { Bucket, Key: `${ana}put/${name}` };
      const put = await getSignedUrl(client, new PutObjectCommand(at), { expiresIn: 60 });
      expect((await fetch(put, { method: "PUT", body: bytes })).status, name).toBe(200);
      const CopySource = encodeURIComponent(`${Bucket}/${at.Key}`);
      await client.send(new CopyObjectCommand({ Bucket, Key: `${ana}copy/${name}`, CopySource }));
      expect(await it.read(`${ana}copy/${name}`), name).toEqual(Buffer.from(bytes));
    }
    await client.send(new PutObjectCommand({ Bucket, Key: `${ana}put/a b%2F`, Body: "blank" }));
    const CopySource = `/${Bucket}/${ana}put/a+b%252F`;
    await client.send(new CopyObjectCommand({ Bucket, Key: `${ana}copied`, CopySource }));
    expect((await it.read(`${ana}copied`))?.toString()).toBe("blank");
    for (const name of ["put/a b%2F", "copied"]) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: ana + name }));
    }
    const Objects = odd.flatMap((name) => [{ Key: `${ana}put/${name}` }, { Key: `${ana}copy/${name}` }]);
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: ana }))).KeyCount).toBe(0);

    const name = `${ana}Übung #1/100 % + 1 😀.jpg`;
    const done = await new Upload({ client, params: { Bucket, Key: name, Body: large } }).done();
    expect(done).toMatchObject({
      Key: name,
      Location: new URL(`${Bucket}/${encodeURI(name).replace("#", "%23").replace("+", "%2B")}`, it.origin).href,
    });
    expect((await it.read(name))?.equals(large)).toBe(true);
  });

  it("refuses keys that others could take for another, or that cannot be written", async () => {
    await using it = await openS3Door();
    const client = it.client();
    for (const name of ["a\n", "\u0001", "\uFFFF", "a//b", "a/", "./a", "a/../b"]) {
      const refused = client.send(new PutObjectCommand({ Bucket, Key: ana + name, Body: "x" }));
      await expect(refused, name).rejects.toMatchObject({ name: "InvalidArgument" });
    }
    const longest = ana + "ä".repeat((1_024 - ana.length) / 2) + "a".repeat(ana.length % 2);
    await client.send(new PutObjectCommand({ Bucket, Key: longest, Body: "x" }));
    const longer = client.send(new PutObjectCommand({ Bucket, Key: `${longest}a`, Body: "x" }));
    await expect(longer).rejects.toMatchObject({ name: "KeyTooLongError" });
    // A part's own key is longer than its upload's.
    const inParts = client.send(new CreateMultipartUploadCommand({ Bucket, Key: longest }));
    await expect(inParts).rejects.toMatchObject({ name: "InvalidArgument" });
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: ana }))).KeyCount).toBe(1);
  });

  it("lists for older clients, who go on from a marker", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const names = ["a", "b/1", "b/2", "c"];
    for (const name of names) await it.put(ana + name, bytes.subarray(0, 3));
    const list = (more: object) => client.send(new ListObjectsCommand({ Bucket, Prefix: ana, ...more }));
    const page = await list({ MaxKeys: 2 });
    expect(page).toMatchObject({ IsTruncated: true, NextMarker: `${ana}b/1` });
    const rest = await list({ Marker: page.NextMarker });
    expect([...(page.Contents ?? []), ...(rest.Contents ?? [])].map((one) => one.Key)).toEqual(
      names.map((name) => ana + name),
    );
    const folders = await list({ Delimiter: "/", Marker: `${ana}a`, MaxKeys: 1 });
    expect(folders).toMatchObject({ CommonPrefixes: [{ Prefix: `${ana}b/` }], NextMarker: `${ana}b/` });
    expect((await list({ Delimiter: "/", Marker: folders.NextMarker })).Contents).toMatchObject([{ Key: `${ana}c` }]);
    await expect(client.send(new ListObjectsCommand({ Bucket }))).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("removes many objects, and none of others'", async () => {
    await using it = await openS3Door();
    for (const key of [`${ana}a`, `${ana}b`, `${ben}a`]) await it.put(key, bytes);
    const Objects = [`${ana}a`, `${ana}b`, `${ana}never & nowhere`, `${ben}a`, `${ana}../x`].map((key) => ({
      Key: key,
    }));
    const { Deleted, Errors } = await it.client().send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map((one) => one.Key)).toEqual([`${ana}a`, `${ana}b`, `${ana}never & nowhere`, `${ana}../x`]);
    expect(Errors).toMatchObject([{ Key: `${ben}a`, Code: "AccessDenied" }]);
    expect([await it.read(`${ana}a`), await it.read(`${ben}a`)]).toEqual([undefined, Buffer.from(bytes)]);
    const quiet = await it
      .client()
      .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }], Quiet: true } }));
    expect(quiet.Deleted).toBe(undefined);
  });

  it("copies an object within the own prefix, and from nowhere else", async () => {
    await using it = await openS3Door();
    for (const key of [Key, `${ben}a.jpg`]) await it.put(key, bytes);
    const copy = (CopySource: string) =>
      it.client().send(new CopyObjectCommand({ Bucket, Key: `${ana}copy.jpg`, CopySource }));
    expect((await copy(`/${Bucket}/${Key}`)).CopyObjectResult?.ETag).toMatch(/^"/);
    expect(await it.read(`${ana}copy.jpg`)).toEqual(Buffer.from(bytes));
    await expect(copy(`${Bucket}/${ben}a.jpg`)).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(copy(`another/${Key}`)).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(copy(`${Bucket}/${Key}-`)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("uploads in parts with lib-storage, bytes and streams", async () => {
    await using it = await openS3Door();
    const large = randomBytes(11 * mebibyte + 7);
    for (const Body of [large, new Blob([large]).stream()]) {
      const upload = new Upload({ client: it.client(), params: { Bucket, Key, Body }, queueSize: 2 });
      expect(await upload.done()).toMatchObject({ Key, Location: `${it.origin}/${Bucket}/${Key}` });
      expect((await it.read(Key))?.equals(large)).toBe(true);
      await it.client().send(new DeleteObjectCommand({ Bucket, Key }));
    }
  });

  it("lists, resumes, completes and ends uploads in parts", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const [first, last] = [randomBytes(5 * mebibyte), randomBytes(9)];
    const begin = async () => (await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId ?? "";
    const [UploadId, other] = [await begin(), await begin()];
    const send = async (PartNumber: number, Body: Uint8Array) => {
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      return { PartNumber, ETag };
    };
    const Parts = [await send(1, first), await send(3, last)];
    const page = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 1 }));
    expect(page).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: "1",
      Parts: [{ PartNumber: 1, Size: first.length }],
    });
    const rest = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker: "1" }));
    expect(rest).toMatchObject({ IsTruncated: false, Parts: [Parts[1]] });
    const none = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 0 }));
    expect(none).toMatchObject({ IsTruncated: false, MaxParts: 0 });
    expect([none.Parts, none.NextPartNumberMarker]).toEqual([undefined, undefined]);
    const open = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: ana }));
    expect(open.Uploads?.map((upload) => upload.UploadId).toSorted()).toEqual([UploadId, other].toSorted());

    const complete = (parts: typeof Parts) =>
      client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: parts } }));
    await expect(complete(Parts.toReversed())).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete([{ PartNumber: 2, ETag: Parts[0]?.ETag }])).rejects.toMatchObject({ name: "InvalidPart" });
    await complete(Parts);
    expect((await it.read(Key))?.equals(Buffer.concat([first, last]))).toBe(true);
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: other }));
    await expect(client.send(new ListPartsCommand({ Bucket, Key, UploadId: other }))).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
    await expect(send(4, last)).rejects.toMatchObject({ name: "NoSuchUpload" });
  });

  it("says of an upload that is over that there is none, whatever lies under its key", async () => {
    await using it = await openS3Door();
    const client = it.client();
    await client.send(new PutObjectCommand({ Bucket, Key, Body: "older" }));
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const upload = { Bucket, Key, UploadId };
    const sendPart = () => client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: bytes }));
    const { ETag } = await sendPart();
    await client.send(new AbortMultipartUploadCommand(upload));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const gone = {
      name: "NoSuchUpload",
      message: "The specified multipart upload does not exist. It may have been aborted or completed.",
    };
    const complete = () => client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
    await expect(complete()).rejects.toMatchObject(gone);
    await expect(sendPart()).rejects.toMatchObject(gone);
    await expect(client.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject(gone);
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(complete()).rejects.toMatchObject(gone);
  });

  it("answers once more to whoever completes an upload twice, as long as its object is there", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: bytes }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const complete = async () =>
      (await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }))).ETag;
    const [one, other] = await Promise.all([complete(), complete()]);
    expect([other, await complete()]).toEqual([one, one]);
    await client.send(new PutObjectCommand({ Bucket, Key, Body: "newer" }));
    await expect(complete()).rejects.toMatchObject({ name: "NoSuchUpload" });
    expect((await it.read(Key))?.toString()).toBe("newer");
  });

  it("goes on with an upload in parts where its owner was shut out for a while", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const bodies = [randomBytes(5 * mebibyte), randomBytes(9)] as const;
    const send = async (PartNumber: number, Body: Uint8Array) => {
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      return { PartNumber, ETag };
    };
    const first = await send(1, bodies[0]);
    it.refusal = new AccountDisabled();
    await expect(send(2, bodies[1])).rejects.toMatchObject({ name: "AccessDenied" });
    it.refusal = undefined;
    const MultipartUpload = { Parts: [first, await send(2, bodies[1])] };
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
    expect((await it.read(Key))?.equals(Buffer.concat(bodies))).toBe(true);
  });

  it("finds every upload that is open, whatever its key", async () => {
    await using it = await openS3Door();
    const client = it.client();
    for (const name of [...odd, "two\u2028lines.jpg", "two\u2029paragraphs.jpg"]) {
      const at = { Bucket, Key: `${ana}open/${name}` };
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
      const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: `${ana}open/` }));
      expect(Uploads, name).toMatchObject([{ Key: at.Key, UploadId }]);
      await client.send(new AbortMultipartUploadCommand({ ...at, UploadId }));
    }
  });

  it("puts an object together only if it is the one that was stated", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const Body = randomBytes(9);
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" }),
    );
    const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
    const complete = (stated: object) => {
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      return client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload, ...stated }));
    };
    const ChecksumCRC32 = Buffer.from(crc32(Body).toString(16).padStart(8, "0"), "hex").toString("base64");
    await expect(complete({ ChecksumCRC32: "AAAAAA==" })).rejects.toMatchObject({ name: "BadDigest" });
    await expect(complete({ ChecksumCRC32: "AAAAAA==-1" })).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(complete({ MpuObjectSize: 8 })).rejects.toMatchObject({ name: "InvalidRequest" });
    expect(await it.read(Key)).toBe(undefined);
    await complete({ ChecksumCRC32, ChecksumType: "FULL_OBJECT", MpuObjectSize: 9, IfNoneMatch: "*" });
    expect(await it.read(Key)).toEqual(Body);
  });

  it("refuses parts and wholes that S3 refuses, or that are larger than a photo", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const send = async (PartNumber: number, Body: Uint8Array) => ({
      PartNumber,
      ETag: (await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))).ETag,
    });
    const complete = (Parts: readonly { PartNumber: number; ETag: string | undefined }[]) =>
      client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: [...Parts] } }),
      );
    const small = [await send(1, bytes), await send(2, bytes)];
    await expect(complete(small)).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(send(0, bytes)).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(send(10_001, bytes)).rejects.toMatchObject({ name: "InvalidArgument" });
    const nine = new Uint8Array(9 * mebibyte);
    const large = [await send(1, nine), await send(2, nine)];
    await expect(complete(large)).rejects.toMatchObject({ name: "EntityTooLarge" });
    const tooLarge = new PutObjectCommand({ Bucket, Key, Body: new Uint8Array(mostBytes + 1) });
    await expect(client.send(tooLarge)).rejects.toMatchObject({ name: "EntityTooLarge" });
  });

  it("gives addresses to read and to write at, which say how the answer is to be called", async () => {
    await using it = await openS3Door();
    const client = it.client({ requestChecksumCalculation: "WHEN_REQUIRED" });
    const writing = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key }), { expiresIn: 60 });
    expect((await fetch(writing, { method: "PUT", body: bytes })).status).toBe(200);
    const command = new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: 'attachment; filename="x.jpg"' });
    const reading = await getSignedUrl(client, command, { expiresIn: 60 });
    const answer = await fetch(reading);
    expect(await answer.bytes()).toEqual(bytes);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="x.jpg"');
    expect((await fetch(reading.replace("x.jpg", "y.jpg"))).status).toBe(403);
    expect((await fetch(reading, { method: "DELETE" })).status).toBe(403);
    // The SDK goes by the machine's clock, which has gone on.
    it.clock.advance(minutes(30));
    expect(await (await fetch(reading)).text()).toContain("<Message>Request has expired</Message>");
  });

  it("opens nothing outside the own prefix, whatever is asked", async () => {
    await using it = await openS3Door();
    await it.put(`${ben}a.jpg`, bytes);
    const client = it.client();
    const theirs = { Bucket, Key: `${ben}a.jpg` };
    const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
    for (const command of [
      new PutObjectCommand({ ...theirs, Body: "x" }),
      new GetObjectCommand(theirs),
      new DeleteObjectCommand(theirs),
      new CreateMultipartUploadCommand(theirs),
      new GetObjectCommand({ Bucket: "originals", Key }),
      new PutObjectCommand({ Bucket, Key: ana, Body: "x" }),
      new PutObjectCommand({ Bucket, Key: "t/01/02", Body: "x" }),
      new ListObjectsV2Command({ Bucket }),
      new ListObjectsV2Command({ Bucket, Prefix: "u/" }),
      new ListObjectsV2Command({ Bucket, Prefix: ana.slice(0, -1) }),
      new ListObjectsV2Command({ Bucket, Prefix: ben }),
      new ListMultipartUploadsCommand({ Bucket }),
    ]) {
      await expect(client.send(command as PutObjectCommand)).rejects.toMatchObject(denied);
    }
    await expect(client.send(new HeadObjectCommand(theirs))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    expect(await it.read(`${ben}a.jpg`)).toEqual(Buffer.from(bytes));
  });

  it("says so of what it does not do", async () => {
    await using it = await openS3Door();
    const client = it.client();
    const unheard = { $metadata: { httpStatusCode: 501 } };
    for (const command of [
      new GetObjectTaggingCommand({ Bucket, Key }),
      new HeadBucketCommand({ Bucket }),
      new PutObjectCommand({ Bucket, Key, Body: "x", Metadata: { a: "b" } }),
      new PutObjectCommand({ Bucket, Key, Body: "x", ACL: "public-read" }),
      new PutObjectCommand({ Bucket, Key, Body: "x", Tagging: "a=b" }),
      new PutObjectCommand({ Bucket, Key, Body: "x", StorageClass: "GLACIER" }),
      new PutObjectCommand({ Bucket, Key, Body: "x", ContentEncoding: "gzip" }),
      new PutObjectCommand({ Bucket, Key, Body: "x", ContentDisposition: "attachment" }),
      new GetObjectCommand({ Bucket, Key, VersionId: "1" }),
      new DeleteObjectCommand({ Bucket, Key, IfMatch: "*" }),
    ]) {
      await expect(client.send(command as PutObjectCommand)).rejects.toMatchObject(unheard);
    }
    await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "InvalidURI" });
    expect(await it.read(Key)).toBe(undefined);
  });

  it("lets nobody in with another secret, another token or another region", async () => {
    await using it = await openS3Door();
    await it.put(Key, bytes);
    const command = new GetObjectCommand({ Bucket, Key });
    const own = anas;
    const refused = (config: S3ClientConfig) =>
      it
        .client(config)
        .send(command)
        .then(
          () => "let in",
          (error: Error) => error.name,
        );
    expect(await refused({ credentials: { ...own, secretAccessKey: bens.secretAccessKey } })).toBe(
      "SignatureDoesNotMatch",
    );
    expect(await refused({ credentials: { ...own, sessionToken: bens.sessionToken } })).toBe("InvalidToken");
    const { sessionToken: _, ...withoutToken } = own;
    expect(await refused({ credentials: withoutToken })).toBe("InvalidAccessKeyId");
    expect(await refused({ credentials: { ...own, accessKeyId: "ASIAnobody" } })).toBe("InvalidToken");
    expect(await refused({ region: "eu-west-1" })).toBe("AuthorizationHeaderMalformed");
    expect(await refused({})).toBe("let in");
  });

  it.for([
    [new CredentialsExpired(), "ExpiredToken"],
    [new SignedOut(), "AccessDenied"],
    [new AccountDisabled(), "AccessDenied"],
    [new AccountNotFound(), "AccessDenied"],
    [new Unavailable("The database does not answer."), "SlowDown"],
  ] as const)(
    "lets in nobody of whom the domain says that %s, and says so to nobody who cannot sign",
    async ([refusal, name]) => {
      await using it = await openS3Door();
      await it.put(Key, bytes);
      it.refusal = refusal;
      const command = new GetObjectCommand({ Bucket, Key });
      await expect(it.client().send(command)).rejects.toMatchObject({ name, message: refusal.message });
      const stranger = it.client({ credentials: { ...anas, secretAccessKey: bens.secretAccessKey } });
      await expect(stranger.send(command)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    },
  );

  it.for([
    [new StorageFull(), 507, "InsufficientStorage"],
    [new Unavailable("The disk does not answer."), 503, "SlowDown"],
  ] as const)("says in S3's words that %s", async ([trouble, httpStatusCode, name]) => {
    await using it = await openS3Door();
    it.blobs.put = () => Promise.reject(trouble);
    const put = it.client().send(new PutObjectCommand({ Bucket, Key, Body: bytes }));
    await expect(put).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });
});
