import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { OpenedShare, PhotoView, TemporaryCredentials, UploadTicket } from "@tintype/core";
import sharp from "sharp";
import { createHost, type Host } from "./create-host.ts";

interface Announced {
  readonly photo: PhotoView;
  readonly upload: Extract<UploadTicket, { kind: "put" }>;
}

describe("an Express application with Tintype in it", () => {
  const server = createServer();
  let folder: string;
  let url: string;
  let host: Host;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tintype-express-"));
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    host = await createHost(folder, url);
    server.on("request", host.app);
    await host.users.add("ana", "ana@host.example", "of Ana");
    await host.users.add("ben", "ben@host.example", "of Ben");
  });

  after(async () => {
    await host.close();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  it("takes a photo of its user, develops it, shares it and shows it to a guest", async () => {
    const cookie = await signIn("ana", "of Ana");
    const image = await sharp({ create: { width: 900, height: 600, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    const sent = await fetch(`${url}/api/photos?fileName=teal.jpg`, {
      method: "POST",
      headers: { cookie, "content-type": "image/jpeg" },
      body: new Uint8Array(image),
    });
    assert.equal(sent.status, 201);
    const { photo } = (await sent.json()) as { photo: PhotoView };

    const ready = await whenReady(photo.id, cookie);
    assert.equal(ready.width, 900);
    const thumb = await fetch(ready.renditions?.["thumb"]?.url ?? "");
    assert.equal(thumb.status, 200);
    assert.deepEqual(await sizeOf(thumb), [480, 320]);

    const shared = await post(`${url}/api/photos/${photo.id}/share`, {}, { cookie });
    assert.equal(shared.status, 201);
    const link = ((await shared.json()) as { url: string }).url;
    const opened = (await (await post(`${link}/open`, {})).json()) as OpenedShare;
    const large = await fetch(opened.photos[0]?.renditions?.["large"]?.url ?? "");
    assert.deepEqual(await sizeOf(large), [900, 600]);
  });

  it("gives a ticket for a large photo, takes its bytes by it alone, and gives them back", async () => {
    const cookie = await signIn("ana", "of Ana");
    const bytes = new Uint8Array(
      await sharp({ create: { width: 90, height: 60, channels: 3, background: "plum" } })
        .png()
        .toBuffer(),
    );
    const said = { fileName: "plum.png", contentType: "image/png", bytes: bytes.length };
    const { photo, upload } = (await (await post(`${url}/api/photos`, said, { cookie })).json()) as Announced;
    const sent = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: bytes });
    assert.equal(sent.status, 200);
    await whenReady(photo.id, cookie);

    const headers = { cookie, accept: "application/json" };
    const original = await (await fetch(`${url}/api/photos/${photo.id}/original`, { headers })).json();
    const downloaded = await fetch((original as { url: string }).url);
    assert.deepEqual(new Uint8Array(await downloaded.arrayBuffer()), bytes);

    const forged = await fetch(upload.url.replace(/.$/, "_"), { method: "PUT", headers: upload.headers, body: bytes });
    assert.equal(forged.status, 403);
  });

  it("gives credentials to an SDK of S3, for a prefix of one's own, and makes photos of what lies there", async () => {
    const cookie = await signIn("ana", "of Ana");
    const issued = (await (await post(`${url}/api/credentials`, {}, { cookie })).json()) as TemporaryCredentials;
    const { bucket: Bucket, prefix, region, endpoint = "", expiresAt: _, ...credentials } = issued;
    const s3 = new S3Client({ region, endpoint, credentials, forcePathStyle: true });
    const image = await sharp({ create: { width: 60, height: 90, channels: 3, background: "gold" } })
      .jpeg()
      .toBuffer();
    const Key = `${prefix}gold.jpg`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: image }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    assert.deepEqual(await Body?.transformToByteArray(), new Uint8Array(image));
    const strangers = s3.send(new GetObjectCommand({ Bucket, Key: "u/somebody/gold.jpg" }));
    await assert.rejects(strangers, { name: "AccessDenied" });
    s3.destroy();
    const made = await post(`${url}/api/photos`, { incomingKey: Key }, { cookie });
    assert.equal(made.status, 201);
    await whenReady(((await made.json()) as { photo: PhotoView }).photo.id, cookie);
  });

  it("knows its users apart, strangers, and sessions that have ended", async () => {
    const [ana, ben] = [await signIn("ana", "of Ana"), await signIn("ben", "of Ben")];
    const photosOf = async (cookie: string) =>
      ((await (await fetch(`${url}/api/photos`, { headers: { cookie } })).json()) as { items: unknown[] }).items.length;
    assert.equal(await photosOf(ana), 3);
    assert.equal(await photosOf(ben), 0);
    assert.equal((await fetch(`${url}/api/photos`)).status, 401);
    await host.users.identities.signOutEverywhere("ben");
    assert.equal((await fetch(`${url}/api/photos`, { headers: { cookie: ben } })).status, 401);
    assert.equal((await post(`${url}/sign-in`, { name: "ana", password: "of Ben" })).status, 401);
  });

  it("keeps its own pages, and its own answer to what nobody knows", async () => {
    assert.equal(await (await fetch(url)).text(), "The host's own page.");
    assert.equal((await fetch(`${url}/nowhere`)).headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal((await fetch(`${url}/p/t/somebody/thumb.webp`)).status, 403);
  });

  const post = (address: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(address, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  async function signIn(name: string, password: string): Promise<string> {
    const response = await post(`${url}/sign-in`, { name, password });
    assert.equal(response.status, 204);
    return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  }

  async function whenReady(id: string, cookie: string): Promise<PhotoView> {
    for (let tries = 0; tries < 600; tries += 1) {
      const photo = (await (await fetch(`${url}/api/photos/${id}`, { headers: { cookie } })).json()) as PhotoView;
      if (photo.state === "ready") return photo;
      assert.notEqual(photo.state, "failed");
      await setTimeout(100);
    }
    throw new Error("The photo was not ready after a minute.");
  }
});

async function sizeOf(response: Response): Promise<readonly number[]> {
  const { width, height } = await sharp(await response.arrayBuffer()).metadata();
  return [width, height];
}
