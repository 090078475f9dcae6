import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { call, demo, type Photo, sha256 } from "./client.ts";
import { plainEnvironment, startServer, temporaryFolder } from "./server.ts";
import { type Session, signIn } from "./session.ts";
import type { UppyOrder } from "./uppy-client.ts";

interface Multipart {
  readonly uploadId: string;
  readonly partBytes: number;
  readonly parts: readonly { readonly number: number; readonly url: string }[];
  readonly received: readonly { readonly number: number; readonly bytes: number }[];
}

/** A picture of some 12 MiB: noise, stored as it is. */
async function largePicture(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const create = { width: 2_048, height: 2_048, channels: 3, background: "white", noise } as const;
  return sharp({ create }).png({ compressionLevel: 0 }).toBuffer();
}

async function opened() {
  const folder = await temporaryFolder();
  const server = await startServer({ dataFolder: join(folder.path, "data") });
  const session = await signIn(server.origin, demo.email, demo.password);
  const bytes = await largePicture();
  const file = join(folder.path, "holiday.png");
  await writeFile(file, bytes);
  const announce = async (upload: string) => {
    const said = { fileName: "holiday.png", contentType: "image/png", bytes: bytes.length, upload };
    const { body } = await session.post<{ photo: Photo; upload: Multipart }>("/photos", said);
    return body;
  };
  const order = (photo: string, rest: Partial<UppyOrder> = {}): UppyOrder => ({
    api: `${server.origin}/api`,
    token: session.token,
    photo,
    file,
    type: "image/png",
    multipart: true,
    ...rest,
  });
  return {
    session,
    bytes,
    announce,
    order,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

type Said = { readonly part?: number; readonly uploaded?: number; readonly errors?: readonly string[] };

/** Runs Uppy in a process of its own, which is killed once that part has arrived; resolves to what it said. */
async function runUppy(order: UppyOrder, killedAfter?: number): Promise<readonly Said[]> {
  const script = fileURLToPath(new URL("uppy-client.ts", import.meta.url));
  const child = spawn(execPath, [script, JSON.stringify(order)], {
    env: plainEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  const said = (): Said[] =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Said);
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (said().some(({ part }) => part !== undefined && part === killedAfter)) child.kill("SIGKILL");
  });
  await once(child, "close");
  return said();
}

async function holds(session: Session, photo: string, bytes: Buffer): Promise<void> {
  const developed = await session.developed(photo);
  expect(developed).toMatchObject({ state: "ready", width: 2_048, sha256: sha256(bytes) });
  expect(sha256(await session.original(photo))).toBe(sha256(bytes));
}

describe("Uppy with its AWS S3 plugin", () => {
  it("goes on with the parts that are missing after it was killed", async () => {
    await using it = await opened();
    const { photo, upload } = await it.announce("multipart");
    expect(upload.parts.map(({ number }) => number)).toEqual([1, 2, 3]);
    const before = await runUppy(it.order(photo.id, { uploadId: upload.uploadId }), 2);
    expect(before).toEqual([{ part: 1 }, { part: 2 }]);

    const { body } = await it.session.api<Multipart>(`/photos/${photo.id}/upload`);
    expect(body.received.map(({ number, bytes }) => [number, bytes])).toEqual([
      [1, upload.partBytes],
      [2, upload.partBytes],
    ]);
    const after = await runUppy(it.order(photo.id, { uploadId: body.uploadId }));
    expect(after).toEqual([{ part: 3 }, { uploaded: 1, errors: [] }]);
    await holds(it.session, photo.id, it.bytes);
  });

  it("begins, sends and completes an upload by itself, and the server can tell of it", async () => {
    await using it = await opened();
    const { photo } = await it.announce("multipart");
    expect(await runUppy(it.order(photo.id), 1)).toEqual([{ part: 1 }]);
    const { body } = await it.session.api<Multipart>(`/photos/${photo.id}/upload`);
    expect(body.received.map(({ number }) => number)).toEqual([1]);
    const after = await runUppy(it.order(photo.id, { uploadId: body.uploadId }));
    expect(after).toEqual([{ part: 2 }, { part: 3 }, { uploaded: 1, errors: [] }]);
    await holds(it.session, photo.id, it.bytes);
  });

  it.each(["put", "post", "multipart"])("sends everything at once for what was announced by %s", async (kind) => {
    await using it = await opened();
    const { photo } = await it.announce(kind);
    expect(await runUppy(it.order(photo.id, { multipart: false }))).toEqual([{ uploaded: 1, errors: [] }]);
    await holds(it.session, photo.id, it.bytes);
  });

  it("is told when there is nothing to sign", async () => {
    await using it = await opened();
    const { photo } = await it.announce("put");
    const [end] = await runUppy(it.order(photo.id));
    expect(end?.errors?.[0]).toContain("not announced to be sent in parts");
    await it.session.api(`/photos/${photo.id}/upload`, { method: "DELETE" });
    const [gone] = await runUppy(it.order(photo.id, { multipart: false }));
    expect(gone?.errors?.[0]).toContain("photo_not_found");
    expect((await call(`${it.session.origin}/healthz`)).status).toBe(200);
  });
});
