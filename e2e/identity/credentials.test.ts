import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { fetchAuthSession, signIn, signOut } from "aws-amplify/auth";
import { downloadData, getProperties, getUrl, list, remove, uploadData } from "aws-amplify/storage";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { call, type Photo, password, pool } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { selfSigned } from "../managed-login/certificate.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { type Session, signIn as signInAgain, signUp } from "../session.ts";
import { configureAmplify, useNewDevice } from "./amplify.ts";
import { newEmail, newPerson } from "./people.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProcess;
// Amplify Storage speaks HTTPS alone.
beforeAll(async () => {
  folder = await temporaryFolder();
  const [cert, key] = [join(folder.path, "cert.pem"), join(folder.path, "key.pem")];
  const pair = selfSigned();
  await Promise.all([writeFile(cert, pair.cert), writeFile(key, pair.key)]);
  setDefaultCACertificates([...getCACertificates(), pair.cert]);
  server = await startServer({
    dataFolder: join(folder.path, "data"),
    environment: { TINTYPE_TLS_CERT: cert, TINTYPE_TLS_KEY: key },
  });
  await configureAmplify(server.origin);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});
beforeEach(() => void useNewDevice());

interface Issued {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly endpoint: string;
  readonly region: string;
}

/** What the API gives somebody, in the hands of an SDK. */
async function storageOf(session: Session) {
  const { status, body } = await session.post<Issued>("/credentials");
  expect(status).toBe(201);
  const { bucket: Bucket, prefix, region, endpoint, ...credentials } = body;
  const client = new S3Client({ region, endpoint, credentials, forcePathStyle: true, maxAttempts: 1 });
  return {
    prefix,
    put: (Key: string, Body: Uint8Array | string) => client.send(new PutObjectCommand({ Bucket, Key, Body })),
    get: (Key: string) => client.send(new GetObjectCommand({ Bucket, Key })),
    remove: (Key: string) => client.send(new DeleteObjectCommand({ Bucket, Key })),
    list: async (Prefix: string) => (await client.send(new ListObjectsV2Command({ Bucket, Prefix }))).Contents ?? [],
  };
}

const accessDenied = { name: "AccessDenied" };

describe("temporary credentials of the API", () => {
  it("let an SDK put a photo under the own prefix, which becomes one by its key", async () => {
    const ana = await signUp(server.origin, newEmail());
    const storage = await storageOf(ana);
    const bytes = await drawPhoto(1);
    const key = `${storage.prefix}holiday/one.jpg`;
    await storage.put(key, bytes);
    expect(await storage.list(storage.prefix)).toMatchObject([{ Key: key, Size: bytes.length }]);
    const made = await ana.post<{ photo: Photo }>("/photos", { incomingKey: key, title: "One" });
    expect(made.status).toBe(201);
    expect(await ana.developed(made.body.photo.id)).toMatchObject({ state: "ready" });
    await storage.put(key, "something else");
    await storage.remove(key);
    expect(Buffer.from(await ana.original(made.body.photo.id)).equals(bytes)).toBe(true);
  });

  it("reach nothing of anybody else's, and nobody else makes a photo of what lies there", async () => {
    const [ana, ben] = [await signUp(server.origin, newEmail()), await signUp(server.origin, newEmail())];
    const [hers, his] = [await storageOf(ana), await storageOf(ben)];
    const key = `${hers.prefix}one.jpg`;
    await hers.put(key, "bytes");
    await expect(his.get(key)).rejects.toMatchObject(accessDenied);
    await expect(his.put(key, "others")).rejects.toMatchObject(accessDenied);
    await expect(his.remove(key)).rejects.toMatchObject(accessDenied);
    await expect(his.list(hers.prefix)).rejects.toMatchObject(accessDenied);
    const { status, body } = await ben.post<{ code: string }>("/photos", { incomingKey: key });
    expect([status, body.code]).toEqual([404, "incoming_not_found"]);
    expect(await (await hers.get(key)).Body?.transformToString()).toBe("bytes");
  });

  it("end with the next request when their owner signs out everywhere, and begin anew", async () => {
    const email = newEmail();
    const ana = await signUp(server.origin, email);
    const storage = await storageOf(ana);
    await storage.put(`${storage.prefix}one.jpg`, "bytes");
    await pool(server.origin, "GlobalSignOut", { AccessToken: ana.token });
    await expect(storage.get(`${storage.prefix}one.jpg`)).rejects.toMatchObject(accessDenied);
    const again = await storageOf(await signInAgain(server.origin, email));
    expect(await again.list(again.prefix)).toHaveLength(1);
    await expect(storage.list(storage.prefix)).rejects.toMatchObject(accessDenied);
  });

  it("end with the next request when their owner deletes the account", async () => {
    const ana = await signUp(server.origin, newEmail());
    const storage = await storageOf(ana);
    await storage.put(`${storage.prefix}one.jpg`, "bytes");
    expect((await ana.api("/me", { method: "DELETE" })).status).toBe(202);
    await expect(storage.put(`${storage.prefix}two.jpg`, "bytes")).rejects.toMatchObject(accessDenied);
    await expect(storage.list(storage.prefix)).rejects.toMatchObject(accessDenied);
  });
});

describe("temporary credentials with Amplify", () => {
  beforeAll(() => void Object.assign(globalThis, { FileReader: BlobReader }));

  const signedIn = async () => {
    const username = await newPerson(server.origin);
    await signIn({ username, password });
    return username;
  };
  const identityOf = async () => (await fetchAuthSession()).identityId;

  it("come with the session, and with an identity that stays", async () => {
    const username = await signedIn();
    const { identityId, credentials } = await fetchAuthSession();
    expect(identityId).toMatch(/^local:[0-9a-f-]{36}$/);
    expect(credentials).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIA/),
      secretAccessKey: expect.any(String),
      sessionToken: expect.any(String),
      expiration: expect.any(Date),
    });
    useNewDevice();
    await signIn({ username, password });
    expect(await identityOf()).toBe(identityId);
    await signOut();
    await signedIn();
    expect(await identityOf()).not.toBe(identityId);
  });

  it("are for nobody who has not signed in", async () => {
    expect(await fetchAuthSession()).toMatchObject({ credentials: undefined, identityId: undefined });
  });

  it("let Amplify Storage put, find, read and remove files under the own prefix, small ones and large", async () => {
    await signedIn();
    const { tokens } = await fetchAuthSession();
    const prefix = `u/${String(tokens?.idToken?.payload["tintype:user"])}/`;
    // Not in Amplify's types, since apps at S3 itself do not need it.
    const options: object = { customEndpoint: new URL(server.origin).host };
    const [small, large] = [await drawPhoto(2), new Uint8Array(6 * 2 ** 20).fill(7)];
    for (const [name, data] of [["small.jpg", small] as const, ["large.bin", large] as const]) {
      const path = prefix + name;
      await uploadData({ path, data, options }).result;
      expect(await getProperties({ path, options })).toMatchObject({ size: data.length });
      const { body } = await downloadData({ path, options }).result;
      expect(Buffer.from(await (await body.blob()).arrayBuffer()).equals(data)).toBe(true);
      const { url } = await getUrl({ path, options });
      expect((await fetch(url)).status).toBe(200);
    }
    const { items } = await list({ path: prefix, options });
    expect(items.map(({ path }) => path).toSorted()).toEqual([`${prefix}large.bin`, `${prefix}small.jpg`]);
    await remove({ path: `${prefix}large.bin`, options });
    expect((await list({ path: prefix, options })).items).toHaveLength(1);

    const headers = { authorization: `Bearer ${tokens?.accessToken}`, "content-type": "application/json" };
    const body = JSON.stringify({ incomingKey: `${prefix}small.jpg` });
    expect((await call(`${server.origin}/api/photos`, { method: "POST", headers, body })).status).toBe(201);
    await expect(list({ path: "u/01KAFAKE000000000000000001/", options })).rejects.toMatchObject(accessDenied);
  });
});

/** As much of a browser's `FileReader` as Amplify asks for. */
class BlobReader {
  result: ArrayBuffer | undefined;
  onload: () => void = () => {};
  readAsArrayBuffer(blob: Blob): void {
    void blob.arrayBuffer().then((bytes) => {
      this.result = bytes;
      this.onload();
    });
  }
}
