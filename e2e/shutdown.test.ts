import { once } from "node:events";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { demo, type Photo, sha256 } from "./client.ts";
import { drawPhoto } from "./landscapes.ts";
import { printed, type ServerProcess, startServer, temporaryFolder } from "./server.ts";
import { type Session, signIn } from "./session.ts";

/** An upload that has sent half of its bytes, and the way to send the rest. */
async function halfSent(session: Session, bytes: Uint8Array) {
  const { body } = await session.begin(bytes, "half.jpg");
  const headers = { ...body.upload.headers, "content-length": bytes.length };
  const sending = request(body.upload.url, { method: body.upload.method, headers });
  const answered = once(sending, "response").then(([response]) => {
    response.resume();
    return response.statusCode as number;
  });
  await new Promise<void>((resolve) => sending.write(bytes.subarray(0, bytes.length / 2), () => resolve()));
  return { id: body.photo.id, answered, finish: () => sending.end(bytes.subarray(bytes.length / 2)), sending };
}

/** Resolves once the server takes no more connections. */
async function hasClosed({ origin }: ServerProcess): Promise<void> {
  await expect
    .poll(() =>
      fetch(`${origin}/healthz`).then(
        () => "open",
        () => "closed",
      ),
    )
    .toBe("closed");
}

async function allPhotos(session: Session): Promise<ReadonlyMap<string, Photo>> {
  return new Map((await session.list()).map((photo) => [photo.id, photo]));
}

describe("SIGTERM", () => {
  it("lets uploads under way end, and loses nothing that was acknowledged", async () => {
    await using folder = await temporaryFolder();
    const dataFolder = join(folder.path, "data");
    const server = await startServer({ dataFolder });
    const session = await signIn(server.origin, demo.email, demo.password);
    const acknowledged = new Map<string, string>();
    for (let seed = 0; seed < 12; seed += 1) {
      const bytes = await drawPhoto(seed, { width: 3_000, height: 2_000 });
      acknowledged.set((await session.upload(bytes, `${seed}.jpg`)).id, sha256(bytes));
    }
    const bytes = await drawPhoto(99);
    const upload = await halfSent(session, bytes);
    const stopped = server.stop();
    await hasClosed(server);
    upload.finish();
    expect(await upload.answered).toBe(200);
    acknowledged.set(upload.id, sha256(bytes));
    expect(await stopped).toEqual({ code: 0, signal: null });
    expect(server.stderr()).toBe("");
    // What was put back for the next time is no trouble.
    expect(server.stdout()).not.toMatch(/error|warn/);

    await using next = await startServer({ dataFolder, environment: { PORT: new URL(server.origin).port } });
    for (const id of acknowledged.keys()) await session.at(next.origin).developed(id);
    const photos = await allPhotos(session);
    expect([...acknowledged].filter(([id, hash]) => photos.get(id)?.sha256 !== hash)).toEqual([]);
    expect([...photos.values()].map(({ state }) => state)).not.toContain("failed");
  });
});

describe("SIGINT", () => {
  it("ends an idle server at once, a client that keeps its connection open or not", async () => {
    await using folder = await temporaryFolder();
    const server = await startServer({ dataFolder: folder.path });
    await fetch(`${server.origin}/healthz`);
    server.process.kill("SIGINT");
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it("counts once when one key press arrives twice, and leaves at once when it comes again", async () => {
    await using folder = await temporaryFolder();
    const server = await startServer({ dataFolder: folder.path });
    const session = await signIn(server.origin, demo.email, demo.password);
    const upload = await halfSent(session, await drawPhoto(1));
    upload.answered.catch(() => {});
    upload.sending.on("error", () => {});
    server.process.kill("SIGINT");
    server.process.kill("SIGINT");
    await printed(server, /(Once more)/);
    expect(server.process.exitCode).toBeNull();
    server.process.kill("SIGINT");
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.stderr()).toBe("");
  });
});
