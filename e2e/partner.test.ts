import { join } from "node:path";
import { expect, it } from "vitest";
import { call, fetchBytes, type Photo, sha256 } from "./client.ts";
import { drawPhoto } from "./landscapes.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { signUp } from "./session.ts";

it("lets a program upload and fetch photos for whoever gave it a key, until it has used up its month or is revoked", async () => {
  await using folder = await temporaryFolder();
  const dataFolder = join(folder.path, "data");
  const first = await startServer({ dataFolder });
  const environment = { PORT: new URL(first.origin).port };
  const ana = await signUp(first.origin, "ana@example.com");
  const { body: made } = await ana.post<{ apiKey: { id: string }; key: string }>("/api-keys", {
    name: "Photo frame",
    scopes: ["photos:read", "photos:write"],
    monthlyQuota: 4,
  });
  const ask = <Body>(path: string, init: RequestInit = {}) =>
    call<Body>(`${first.origin}/api/partner${path}`, { ...init, headers: { "x-api-key": made.key, ...init.headers } });

  const bytes = await drawPhoto(1);
  const sent = await ask<{ photo: Photo }>("/photos", {
    method: "POST",
    headers: { "content-type": "image/jpeg" },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  expect(sent.status).toBe(201);
  const { id } = sent.body.photo;
  expect(await ana.developed(id)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
  const original = await ask<{ url: string }>(`/photos/${id}/original`, { headers: { accept: "application/json" } });
  expect(sha256(await fetchBytes(original.body.url))).toBe(sha256(bytes));
  expect((await ask(`/photos/${id}/share`, { method: "POST" })).status).toBe(403);

  // What it has used is known after a restart, too.
  await first.stop();
  await using _ = await startServer({ dataFolder, environment });
  expect((await ask("/photos")).status).toBe(200);
  const tooMany = await ask("/photos");
  expect([tooMany.status, Number(tooMany.headers.get("retry-after")) > 0]).toEqual([429, true]);
  const { body: listed } = await ana.api<{ items: { usage: { calls: number } }[] }>("/api-keys");
  expect(listed.items.map(({ usage }) => usage.calls)).toEqual([4]);
  expect((await ana.api(`/api-keys/${made.apiKey.id}`, { method: "DELETE" })).status).toBe(204);
  expect((await ask("/photos")).status).toBe(401);
});
