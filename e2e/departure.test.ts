import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import type { Config } from "../apps/dev-server/src/config.ts";
import { call, guestOf, mailbox, password, pool } from "./client.ts";
import { bringToLife } from "./killable.ts";
import { drawPhoto } from "./landscapes.ts";
import { temporaryFolder } from "./server.ts";
import { type Session, signIn, signUp } from "./session.ts";

const ana = "ana.who.leaves@example.com";

/** Runs the dev server on a fresh folder, and resolves when it has been stopped again. */
async function withServer(visit: (origin: string, sweep: () => Promise<void>, data: string) => Promise<void>) {
  const folder = await temporaryFolder();
  const config: Config = {
    port: 0,
    host: "127.0.0.1",
    publicUrl: undefined,
    origins: [],
    proxyHops: 0,
    rates: "off",
    dataFolder: join(folder.path, "data"),
    imagingWorkers: undefined,
    reset: false,
    watcher: undefined,
    log: "json",
    settings: {},
  };
  await using life = Object.assign(bringToLife(config), { [Symbol.asyncDispose]: () => life.kill() });
  const sweep = async () => {
    await waitUntil(() => eventsIn(config.dataFolder) === 0);
    await life.order("sweep");
  };
  await visit(await life.listening, sweep, config.dataFolder);
  await life.stop();
  return { data: config.dataFolder, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] };
}

/** Everything that somebody can have. Resolves to what names it. */
async function settle(session: Session): Promise<readonly string[]> {
  const { origin } = session;
  const shown = await session.developed((await session.upload(await drawPhoto(1), "canary-one.jpg")).id);
  const trashed = await session.developed((await session.upload(await drawPhoto(2), "canary-two.jpg")).id);
  const purged = await session.developed((await session.upload(await drawPhoto(3), "canary-three.jpg")).id);
  const announced = { fileName: "canary-four.jpg", contentType: "image/jpeg", bytes: 9_000_000, upload: "multipart" };
  const begun = await session.api<{ photo: { id: string } }>("/photos", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "canary-key" },
    body: JSON.stringify(announced),
  });
  const failed = await session.uploadDirectly(Buffer.from("canary: no image"));
  await session.developed(failed.body.photo.id);
  await session.api(`/photos/${trashed.id}`, { method: "DELETE" });
  await session.api(`/photos/${purged.id}?purge=true`, { method: "DELETE" });
  await session.api(`/photos/${shown.id}`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ title: "canary-title", tags: ["canary-tag"] }),
  });
  const link = await session.share(shown.id, { note: "canary-note", password: "canary-password" });
  await guestOf(link.body.url).open({ password: "wrong" });
  await session.api("/me", {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ displayName: "canary-name" }),
  });
  await signIn(origin, ana);
  const { body: takeout } = await session.post<{ id: string }>("/me/export");
  await waitUntil(async () => {
    const { body } = await session.api<{ state: string }>(`/me/export/${takeout.id}`);
    return body.state === "ready";
  });
  const { body: made } = await session.post<{ apiKey: { id: string } }>("/api-keys", {
    name: "canary-key",
    scopes: ["photos:read"],
  });
  const me = await session.api<{ id: string }>("/me");
  const photos = [shown.id, trashed.id, purged.id, begun.body.photo.id, failed.body.photo.id];
  return [
    me.body.id,
    subjectOf(session.token),
    ana,
    "canary",
    link.body.share.id,
    takeout.id,
    made.apiKey.id,
    ...photos,
    `${shown.sha256}`,
  ];
}

describe("deleting an account", () => {
  it("leaves not a byte of it after one sweep, and everything of everybody else's", async () => {
    let names: readonly string[] = [];
    let kept = "";
    await using server = await withServer(async (origin, sweep, data) => {
      const leaving = await signUp(origin, ana);
      const staying = await signUp(origin, "ben@example.com");
      names = await settle(leaving);
      kept = (await staying.developed((await staying.upload(await drawPhoto(4), "kept.jpg")).id)).id;
      // Otherwise it would prove nothing that nothing is found.
      await waitUntil(() => eventsIn(data) === 0);
      const before = await tracesOf(names, data);
      for (const name of names)
        expect(
          before.some((trace) => trace.startsWith(name.toLowerCase())),
          name,
        ).toBe(true);

      const answer = await leaving.api("/me", { method: "DELETE" });
      expect([answer.status, answer.body]).toEqual([202, ""]);
      expect((await leaving.api("/me")).status).toBe(401);
      await sweep();
      expect((await staying.list()).map(({ id }) => id)).toEqual([kept]);
      expect((await staying.original(kept)).length).toBeGreaterThan(1_000);
    });
    expect(await tracesOf(names, server.data)).toEqual([]);
    expect(await tracesOf([kept], server.data)).not.toEqual([]);
  });

  it("is what Cognito's DeleteUser does, too", async () => {
    let names: readonly string[] = [];
    await using server = await withServer(async (origin, sweep) => {
      const leaving = await signUp(origin, ana);
      const photo = await leaving.developed((await leaving.upload(await drawPhoto(5), "canary.jpg")).id);
      const me = await leaving.api<{ id: string }>("/me");
      names = [me.body.id, subjectOf(leaving.token), ana, photo.id, "canary"];
      expect((await pool(origin, "DeleteUser", { AccessToken: leaving.token })).status).toBe(200);
      expect((await leaving.api("/me")).status).toBe(401);
      await sweep();
    });
    expect(await tracesOf(names, server.data)).toEqual([]);
  });

  it("frees the address at once for somebody new, who has nothing of the old account", async () => {
    await using _ = await withServer(async (origin, sweep) => {
      const leaving = await signUp(origin, ana);
      await leaving.upload(await drawPhoto(6), "canary.jpg");
      await leaving.api("/me", { method: "DELETE" });
      const again = () =>
        pool<{ __type?: string }>(origin, "SignUp", {
          Username: ana,
          Password: password,
          UserAttributes: [{ Name: "email", Value: ana }],
        });
      await waitUntil(async () => (await again()).status === 200);
      const code = (await mailbox(origin)).find(({ to }) => to === ana)?.text.match(/\b\d{6}\b/)?.[0];
      await pool(origin, "ConfirmSignUp", { Username: ana, ConfirmationCode: code });
      const successor = await signIn(origin, ana);
      await sweep();
      expect((await successor.list()).length).toBe(0);
      expect(await successor.usage()).toEqual({ photos: 0, bytes: 0 });
      expect((await mailbox(origin)).some(({ to, subject }) => to === ana && subject.startsWith("Welcome"))).toBe(true);
      expect((await call(`${origin}/api/me`, { headers: { authorization: `Bearer ${leaving.token}` } })).status).toBe(
        401,
      );
    });
  });
});

/** Polls for exactly that. */
async function waitUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** How many events the server has not worked off. */
function eventsIn(data: string): number {
  using database = Object.assign(new DatabaseSync(join(data, "tintype.db"), { readOnly: true, timeout: 5_000 }), {
    [Symbol.dispose]: () => database.close(),
  });
  return Number(database.prepare("SELECT count(*) AS count FROM outbox").get()?.["count"]);
}

/** Every place in the folder whose name or whose bytes hold one of these, however it is spelled. */
async function tracesOf(names: readonly string[], data: string): Promise<readonly string[]> {
  const found: string[] = [];
  const sought = names.map((name) => Buffer.from(name.toLowerCase()));
  for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(data, path);
    const bytes = entry.isFile() ? asLowerCase(await readFile(path)) : Buffer.alloc(0);
    for (const trace of sought) {
      if (bytes.includes(trace) || name.toLowerCase().includes(`${trace}`)) found.push(`${trace} in ${name}`);
    }
  }
  return found;
}

/** Capitals are other spellings of the same id; every other byte stays as it is. */
const asLowerCase = (bytes: Buffer): Buffer => Buffer.from(bytes.toString("latin1").toLowerCase(), "latin1");

const subjectOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sub;
