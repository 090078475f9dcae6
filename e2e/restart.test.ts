import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { demo, fetchBytes, guestOf, pool } from "./client.ts";
import { drawPhoto } from "./landscapes.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { signIn, signUp } from "./session.ts";

it("finds photos, accounts, tokens and links again after a restart, and nothing after --reset", async () => {
  await using folder = await temporaryFolder();
  const dataFolder = join(folder.path, "data");
  const first = await startServer({ dataFolder });
  // Addresses hold the port: a client that comes back finds the server where it was.
  const environment = { PORT: new URL(first.origin).port };
  const ana = await signUp(first.origin, "ana@example.com");
  const bytes = await drawPhoto(1);
  const { id } = await ana.upload(bytes, "kept.jpg");
  const photo = await ana.developed(id);
  const { body: link } = await ana.share(id);
  const opened = await guestOf(link.url).open();
  expect(await first.stop()).toEqual({ code: 0, signal: null });
  expect(first.stderr()).toBe("");

  const second = await startServer({ dataFolder, environment });
  expect(await ana.get(id)).toMatchObject({ state: "ready", sha256: photo.sha256 });
  expect(Buffer.from(await ana.original(id)).equals(bytes)).toBe(true);
  expect((await fetchBytes(photo.renditions?.["thumb"]?.url ?? "")).length).toBeGreaterThan(100);
  const refreshed = await pool(second.origin, "GetTokensFromRefreshToken", { RefreshToken: ana.refreshToken });
  expect(refreshed.status).toBe(200);
  expect((await (await signIn(second.origin, "ana@example.com")).usage()).photos).toBe(1);
  expect((await guestOf(link.url, opened.body.grant).photos()).body.items).toMatchObject([{ id }]);
  await second.stop();

  const third = await startServer({ dataFolder, environment, args: ["--reset"] });
  expect((await ana.api("/me")).status).toBe(401);
  expect((await guestOf(link.url).describe()).status).toBe(404);
  expect(await readdir(dataFolder)).not.toContain("blobs");
  await (await signUp(third.origin, "ana@example.com")).upload(bytes, "anew.jpg");
  await third.stop();
});

it("gives people their photos at another address, too", async () => {
  await using folder = await temporaryFolder();
  const first = await startServer({ dataFolder: folder.path });
  const { id } = await (await signIn(first.origin, demo.email, demo.password)).upload(await drawPhoto(1), "kept.jpg");
  await first.stop();

  await using second = await startServer({ dataFolder: folder.path });
  expect(second.origin).not.toBe(first.origin);
  const session = await signIn(second.origin, demo.email, demo.password);
  const photo = await session.developed(id);
  expect((await session.list()).map((listed) => listed.id)).toEqual([id]);
  expect(photo.renditions?.["thumb"]?.url.startsWith(`${second.origin}/p/`)).toBe(true);
  expect((await fetchBytes(photo.renditions?.["thumb"]?.url ?? "")).length).toBeGreaterThan(100);
});
