import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "../client.ts";
import { newEmail } from "../identity/people.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { type Session, signIn, signUp } from "../session.ts";

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly endpoint: string;
  readonly region: string;
}

const mebibyte = 2 ** 20;

describe("temporary credentials, with the AWS SDK at the development server", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ServerProcess;
  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await startServer({ dataFolder: folder.path });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  /** Somebody new, with credentials and a client that has them, as the API says. */
  async function newcomer() {
    const email = newEmail();
    const session = await signUp(server.origin, email);
    return { email, session, ...(await credentialsOf(session)) };
  }

  async function credentialsOf(session: Session, config?: S3ClientConfig) {
    const { body } = await session.post<Credentials>("/credentials");
    const { bucket: Bucket, prefix, endpoint, region, ...credentials } = body;
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1, ...config });
    return { client, Bucket, prefix };
  }

  const filesOf = async () =>
    (await readdir(join(folder.path, "blobs"), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.path.length + 1));

  it("are told at once that a file is too large, whole or as a part, and nothing of it is kept", async () => {
    const { session, client, Bucket, prefix } = await newcomer();
    const Key = `${prefix}too-large.bin`;
    const Body = Buffer.alloc(51 * mebibyte);
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    // Who does not wait to be asked for a large body hears in the middle of it.
    const { client: hasty } = await credentialsOf(session, { expectContinueHeader: false });
    for (const one of [client, hasty]) {
      for (const command of [
        new PutObjectCommand({ Bucket, Key, Body }),
        new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }),
      ]) {
        await expect(one.send(command as PutObjectCommand)).rejects.toMatchObject({ name: "EntityTooLarge" });
      }
    }
    let read = 0;
    const endless = async function* () {
      for (;;) {
        read += mebibyte;
        yield Body.subarray(0, mebibyte);
      }
    };
    for (const one of [client, hasty]) {
      const ContentLength = 5 * 1_024 * mebibyte;
      const sending = one.send(new PutObjectCommand({ Bucket, Key, Body: Readable.from(endless()), ContentLength }));
      await expect(sending).rejects.toMatchObject({ name: "EntityTooLarge" });
      expect(read).toBeLessThan(one === client ? 2 * mebibyte : 200 * mebibyte);
    }
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    await client.send(new PutObjectCommand({ Bucket, Key, Body: Body.subarray(0, 50 * mebibyte) }));
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
    expect(Contents).toMatchObject([{ Key, Size: 50 * mebibyte }]);
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
  });

  it("put a file into the bucket that becomes a photo, and go on to be good for others", async () => {
    const { session, client, Bucket, prefix } = await newcomer();
    const Key = `${prefix}2026/IMG_1.jpg`;
    const picture = { width: 64, height: 48, channels: 3, background: "teal" } as const;
    const Body = await sharp({ create: picture }).jpeg().toBuffer();
    await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    const listed = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
    expect(listed.Contents).toMatchObject([{ Key, Size: Body.length }]);
    const { status, body } = await session.post<{ photo: { id: string } }>("/photos", { incomingKey: Key });
    expect(status).toBe(201);
    expect(await session.developed(body.photo.id)).toMatchObject({ state: "ready", width: 64, height: 48 });
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect((await session.original(body.photo.id)).length).toBe(Body.length);
  });

  it("put a file there by whatever name it has, which becomes a photo called so", async () => {
    const { session, client, Bucket, prefix } = await newcomer();
    const picture = { width: 64, height: 48, channels: 3, background: "olive" } as const;
    const Body = await sharp({ create: picture }).jpeg().toBuffer();
    const names = ["Ferien/Übung #1 + 100%.jpg", "My photo.JPG", "a\u0308.jpg", "ä.jpg", "😀".repeat(100)];
    for (const name of names) await client.send(new PutObjectCommand({ Bucket, Key: prefix + name, Body }));
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(names.map((name) => prefix + name));
    for (const name of names) {
      const incomingKey = prefix + name;
      const { body } = await session.post<{ photo: { id: string } }>("/photos", { incomingKey });
      const fileName = name.slice(name.lastIndexOf("/") + 1).normalize("NFC");
      expect(await session.developed(body.photo.id)).toMatchObject({ state: "ready", fileName });
      await client.send(new DeleteObjectCommand({ Bucket, Key: incomingKey }));
    }
    expect((await filesOf()).filter((file) => file.includes("incoming/u"))).toEqual([]);
  });

  it("put a large file into it in parts, which is there whole or not at all", async () => {
    const { client, Bucket, prefix } = await newcomer();
    const Key = `${prefix}large.bin`;
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const bodies = [5 * mebibyte, 5 * mebibyte, 17].map((size, index) => Buffer.alloc(size, index + 1));
    const Parts = await Promise.all(
      bodies.map(async (Body, index) => {
        const PartNumber = index + 1;
        const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
        return { PartNumber, ETag };
      }),
    );
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: "NoSuchKey" });
    await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.concat(bodies).equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
  });

  it("reach nothing else, not even for people who know where it is", async () => {
    const [ana, ben] = [await newcomer(), await newcomer()];
    const { Bucket } = ana;
    const theirs = `${ben.prefix}a.jpg`;
    await ben.client.send(new PutObjectCommand({ Bucket, Key: theirs, Body: "x" }));
    const before = await filesOf();
    for (const Key of [
      theirs,
      "a.jpg",
      "t/01/02",
      `${ana.prefix}../${ben.prefix.slice(2)}a.jpg`,
      `${ana.prefix}a//b`,
    ]) {
      await expect(ana.client.send(new PutObjectCommand({ Bucket, Key, Body: "y" })), Key).rejects.toMatchObject({
        name: expect.stringMatching(/^(?:AccessDenied|InvalidArgument)$/),
      });
    }
    await expect(ana.client.send(new ListObjectsV2Command({ Bucket, Prefix: ben.prefix }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    const made = await ana.session.post<{ code: string }>("/photos", { incomingKey: theirs });
    expect(made.body.code).toBe("incoming_not_found");
    expect(await filesOf()).toEqual(before);
  });

  it.each([
    ["at the pool", ({ token }: Session) => pool(server.origin, "GlobalSignOut", { AccessToken: token })],
    ["at the API", (session: Session) => session.post("/me/sign-out-everywhere")],
  ])("end with the next request when their owner signs out everywhere %s, and new ones do not", async (_, signOut) => {
    const { email, session, client, Bucket, prefix } = await newcomer();
    const put = (who: S3Client) => who.send(new PutObjectCommand({ Bucket, Key: `${prefix}a`, Body: "x" }));
    await put(client);
    await signOut(session);
    await expect(put(client)).rejects.toMatchObject({ name: "AccessDenied" });
    await put((await credentialsOf(await signIn(server.origin, email))).client);
  });

  it("end when their owner leaves", async () => {
    const { session, client, Bucket, prefix } = await newcomer();
    const put = () => client.send(new PutObjectCommand({ Bucket, Key: `${prefix}a`, Body: "x" }));
    await put();
    await pool(server.origin, "DeleteUser", { AccessToken: session.token });
    await expect(put()).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("say nothing in the log of keys, tokens, or what files are called", async () => {
    const { client, Bucket, prefix } = await newcomer();
    await client.send(new PutObjectCommand({ Bucket, Key: `${prefix}canary-of-a-name.txt`, Body: "x" }));
    await expect(client.send(new GetObjectCommand({ Bucket, Key: "canary-of-a-name" }))).rejects.toThrow();
    const { accessKeyId, sessionToken = "" } = await client.config.credentials();
    for (const text of ["canary", accessKeyId, sessionToken])
      expect(server.stdout() + server.stderr()).not.toContain(text);
  });

  it("go on when the server is started anew", async () => {
    const { client, Bucket, prefix } = await newcomer();
    const Key = `${prefix}a.txt`;
    await client.send(new PutObjectCommand({ Bucket, Key, Body: "kept" }));
    const { port } = new URL(server.origin);
    await server.stop();
    server = await startServer({ dataFolder: folder.path, environment: { PORT: port } });
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe("kept");
  });
});
