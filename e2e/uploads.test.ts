import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { call, demo, type Photo, sha256 } from "./client.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { type Session, signIn, signUp } from "./session.ts";

const curl = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)("curl", ["-s", ...args])).stdout;

interface Upload {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly uploadId: string;
  readonly partBytes: number;
  readonly parts: readonly { readonly number: number; readonly url: string }[];
  readonly received: readonly { readonly number: number; readonly etag: string }[];
}

/** Noise, stored as it is: about as many bytes as three times its pixels. */
const picture = (width: number, height: number): Promise<Buffer> =>
  sharp({
    create: { width, height, channels: 3, background: "white", noise: { type: "gaussian", mean: 128, sigma: 40 } },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();

async function announce(session: Session, bytes: Buffer, upload: string) {
  const said = { fileName: "a.png", contentType: "image/png", bytes: bytes.length, upload };
  return (await session.post<{ photo: Photo; upload: Upload }>("/photos", said)).body;
}

const put = async (url: string, bytes: Buffer) =>
  call<string>(url, { method: "PUT", body: bytes as Buffer<ArrayBuffer> });

const part = (bytes: Buffer, { partBytes }: Upload, number: number): Buffer =>
  bytes.subarray((number - 1) * partBytes, number * partBytes);

async function opened() {
  const folder = await temporaryFolder();
  const server = await startServer({ dataFolder: join(folder.path, "data") });
  return {
    server,
    folder: folder.path,
    ana: await signIn(server.origin, demo.email, demo.password),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe("curl", () => {
  it("sends a photo in a form, with words beside it", async () => {
    await using it = await opened();
    const file = join(it.folder, "small one.png");
    await writeFile(file, await picture(300, 200));
    const words = ["-F", "title=Small", "-F", "tags=a", "-F", "tags=b"];
    const bearer = ["-H", `authorization: Bearer ${it.ana.token}`];
    const sent = await curl(
      `${it.server.origin}/api/photos`,
      ...bearer,
      "-F",
      `file=@${file};type=image/png`,
      ...words,
    );
    const { photo } = JSON.parse(sent) as { photo: Photo };
    expect(photo).toMatchObject({ fileName: "small one.png", title: "Small", tags: ["a", "b"] });
    const bytes = await readFile(file);
    expect(await it.ana.developed(photo.id)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
  });

  it("sends a photo in JSON as base64", async () => {
    await using it = await opened();
    const bytes = await picture(300, 200);
    const file = join(it.folder, "image.json");
    await writeFile(file, JSON.stringify({ image: bytes.toString("base64"), fileName: "a.png" }));
    const headers = ["-H", `authorization: Bearer ${it.ana.token}`, "-H", "content-type: application/json"];
    const sent = await curl(`${it.server.origin}/api/photos`, ...headers, "--data-binary", `@${file}`);
    const { photo } = JSON.parse(sent) as { photo: Photo };
    expect(await it.ana.developed(photo.id)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
  });

  it("sends a form as its ticket says, and nothing else", async () => {
    await using it = await opened();
    const bytes = await picture(1_000, 1_000);
    const file = join(it.folder, "a.png");
    await writeFile(file, bytes);
    const { photo, upload } = await announce(it.ana, bytes, "post");
    const post = (fields: Upload["fields"]) => {
      const args = Object.entries(fields).flatMap(([name, value]) => ["-F", `${name}=${value}`]);
      return curl("-o", "/dev/null", "-w", "%{http_code}", ...args, "-F", `file=@${file}`, upload.url);
    };
    expect(await post({ ...upload.fields, key: `${upload.fields["key"]}x` })).toBe("403");
    expect(await post({ ...upload.fields, acl: "public-read" })).toBe("403");
    expect((await it.ana.get(photo.id)).state).toBe("initiated");
    expect(await post(upload.fields)).toBe("204");
    expect(await it.ana.developed(photo.id)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
  });
});

describe("an upload in parts", () => {
  it("survives the server: what was acknowledged is there when it comes back", async () => {
    await using folder = await temporaryFolder();
    const dataFolder = join(folder.path, "data");
    const bytes = await picture(2_048, 2_048);
    let photo = "";
    {
      await using server = await startServer({ dataFolder });
      const ana = await signIn(server.origin, demo.email, demo.password);
      const begun = await announce(ana, bytes, "multipart");
      photo = begun.photo.id;
      for (const { number, url } of begun.upload.parts.slice(1)) {
        expect((await put(url, part(bytes, begun.upload, number))).status).toBe(200);
      }
      server.process.kill("SIGKILL");
      await server.ended;
    }
    await using server = await startServer({ dataFolder });
    const ana = await signIn(server.origin, demo.email, demo.password);
    const { body } = await ana.api<Upload>(`/photos/${photo}/upload`);
    expect(body.received.map(({ number }) => number)).toEqual([2, 3]);
    for (const { number, url } of body.parts) await put(url, part(bytes, body, number));
    expect((await ana.post(`/photos/${photo}/upload/complete`)).status).toBe(202);
    expect(await ana.developed(photo)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
    expect(sha256(await ana.original(photo))).toBe(sha256(bytes));
  });

  it("takes no misuse", async () => {
    await using it = await opened();
    const bytes = await picture(2_048, 1_024);
    const { photo, upload } = await announce(it.ana, bytes, "multipart");
    const [one, two] = upload.parts;
    if (one === undefined || two === undefined) throw new Error("There are two parts.");
    const statusOf = async (url: string, body: Buffer) => (await put(url, body)).status;

    expect(await statusOf(one.url, part(bytes, upload, 1).subarray(1))).toBe(403);
    expect(await statusOf(one.url, Buffer.concat([part(bytes, upload, 1), Buffer.alloc(1)]))).toBe(403);
    expect(await statusOf(one.url.replace("partNumber=1", "partNumber=2"), part(bytes, upload, 1))).toBe(403);
    expect(await statusOf(one.url.replace(upload.uploadId, "x".repeat(26)), part(bytes, upload, 1))).toBe(403);
    expect(await statusOf(two.url, part(bytes, upload, 2))).toBe(200);

    const complete = (session: Session, body?: object) =>
      session.post<{ code?: string; detail?: string; state?: string }>(`/photos/${photo.id}/upload/complete`, body);
    const early = await complete(it.ana);
    expect([early.status, early.body.detail]).toEqual([409, "Part 1 has not arrived yet: send what is missing."]);
    expect(await statusOf(one.url, part(bytes, upload, 1))).toBe(200);

    const ben = await signUp(it.server.origin, "ben@example.com");
    expect((await complete(ben)).body.code).toBe("photo_not_found");
    expect((await ben.api(`/photos/${photo.id}/upload`)).status).toBe(404);
    expect((await ben.api(`/photos/${photo.id}/upload`, { method: "DELETE" })).status).toBe(404);

    const { received } = (await it.ana.api<Upload>(`/photos/${photo.id}/upload`)).body;
    const parts = received.map(({ number, etag }) => ({ number, etag }));
    expect((await complete(it.ana, { parts: parts.toReversed() })).status).toBe(422);
    expect((await complete(it.ana, { parts: parts.slice(0, 1) })).status).toBe(422);
    const [first, second] = await Promise.all([complete(it.ana, { parts }), complete(it.ana, { parts })]);
    expect([first.status, second.status, (await complete(it.ana)).status]).toEqual([202, 202, 202]);
    expect(await it.ana.developed(photo.id)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
    expect(await statusOf(one.url, part(bytes, upload, 1))).toBe(404);
  });

  it("goes with everything when it is abandoned, once or again", async () => {
    await using it = await opened();
    const bytes = await picture(2_048, 1_024);
    const { photo, upload } = await announce(it.ana, bytes, "multipart");
    const [one] = upload.parts;
    await put(one?.url ?? "", part(bytes, upload, 1));
    const abandon = async () => (await it.ana.api(`/photos/${photo.id}/upload`, { method: "DELETE" })).status;
    expect([await abandon(), await abandon()]).toEqual([204, 204]);
    // What is left is dropped behind the answer.
    while ((await put(one?.url ?? "", part(bytes, upload, 1))).status !== 404) await new Promise(setImmediate);
    await expect.poll(() => it.ana.usage()).toEqual({ photos: 0, bytes: 0 });
  });
});
