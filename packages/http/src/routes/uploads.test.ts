import { hours } from "@tintype/core";
import { testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type HttpFixture, openHttp } from "../http.fixture.ts";
import { announced, develop, image } from "./developed-photo.fixture.ts";

const large = testImage(900, 600, {}, 6 * 2 ** 20);
const inParts = { ...announced, bytes: large.length, upload: "multipart" };

interface Part {
  readonly number: number;
  readonly url: string;
  readonly headers: Record<string, string>;
}

async function sendPart({ ports }: HttpFixture, { number, url, headers }: Part) {
  const start = (number - 1) * 5 * 2 ** 20;
  const { status, etag } = await ports.multipart.send({
    method: "PUT",
    url,
    headers,
    body: large.subarray(start, start + 5 * 2 ** 20),
  });
  expect(status).toBe(200);
  return { number, etag };
}

describe("an upload in parts", () => {
  it("may list as many parts as there can be, and no more", async () => {
    const { send, ana } = await openHttp();
    const { photo } = (await send("POST /api/photos", { as: ana, json: inParts })).body;
    const complete = async (length: number, number: (index: number) => number) => {
      const parts = Array.from({ length }, (_, index) => ({ number: number(index), etag: "0".repeat(200) }));
      return send(`POST /api/photos/${photo.id}/upload/complete`, { as: ana, json: { parts } });
    };
    const most = await complete(10_000, (index) => index + 1);
    expect([most.status, most.body.errors?.[0].path ?? most.body.code]).toEqual([409, "upload_missing"]);
    const more = await complete(10_001, () => 1);
    expect([more.status, more.body.errors[0].path]).toEqual([422, "parts"]);
    const beyond = await complete(1, () => 10_001);
    expect([beyond.status, beyond.body.errors[0].path]).toEqual([422, "parts.0.number"]);
    const larger = await complete(20_000, () => 1);
    expect([larger.status, larger.body.detail]).toEqual([413, expect.stringContaining("what has arrived counts")]);
  });

  it("is announced, resumed after its ticket has expired, and completed", async () => {
    const api = await openHttp();
    const { send, ana, ports, drain } = api;
    const begun = await send("POST /api/photos", { as: ana, json: inParts });
    const { photo, upload } = begun.body;
    expect(upload).toMatchObject({ kind: "multipart", partBytes: 5 * 2 ** 20, received: [] });
    expect(upload.parts.map((part: Part) => part.number)).toEqual([1, 2]);
    const second = await sendPart(api, upload.parts[1]);

    ports.clock.advance(hours(2));
    const resumed = await send(`GET /api/photos/${photo.id}/upload`, { as: ana });
    expect(resumed.status).toBe(200);
    expect(resumed.body.uploadId).toBe(upload.uploadId);
    expect(resumed.body.received).toEqual([{ number: 2, bytes: 2 ** 20, etag: second.etag?.replaceAll('"', "") }]);
    expect(resumed.body.parts.map((part: Part) => part.number)).toEqual([1]);
    const early = await send(`POST /api/photos/${photo.id}/upload/complete`, { as: ana });
    expect([early.status, early.body.detail]).toEqual([409, "Part 1 has not arrived yet: send what is missing."]);

    const first = await sendPart(api, resumed.body.parts[0]);
    const complete = (parts: unknown) =>
      send(`POST /api/photos/${photo.id}/upload/complete`, { as: ana, json: { parts } });
    const wrong = await complete([second, first]);
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, "parts.0"]);
    const completed = await complete([first, second]);
    expect([completed.status, completed.body.state]).toEqual([202, "uploaded"]);
    expect((await complete([first, second])).status).toBe(202);
    await drain();
    expect((await send(`GET /api/photos/${photo.id}`, { as: ana })).body).toMatchObject({
      state: "ready",
      bytes: large.length,
    });
    const over = await send(`GET /api/photos/${photo.id}/upload`, { as: ana });
    expect([over.status, over.body.code]).toEqual([409, "photo_state_conflict"]);
  });

  it("is abandoned with everything that has arrived", async () => {
    const api = await openHttp();
    const { send, ana, ports, drain } = api;
    const { photo, upload } = (await send("POST /api/photos", { as: ana, json: inParts })).body;
    await sendPart(api, upload.parts[1]);
    for (let time = 1; time <= 2; time += 1) {
      expect((await send(`DELETE /api/photos/${photo.id}/upload`, { as: ana })).status).toBe(204);
      await drain();
    }
    expect((await send(`GET /api/photos/${photo.id}`, { as: ana })).status).toBe(404);
    expect(await ports.multipart.received({ key: "t", uploadId: upload.uploadId })).toBe(undefined);
    expect((await send("GET /api/me", { as: ana })).body.usage.photos).toBe(0);
  });

  it("takes no parts that nobody can have sent", async () => {
    const { send, ana } = await openHttp();
    const { photo } = (await send("POST /api/photos", { as: ana, json: inParts })).body;
    for (const parts of [[{ number: 0, etag: "a" }], [{ number: 1 }], "all", [{ number: 1, etag: "a", size: 3 }]]) {
      const answer = await send(`POST /api/photos/${photo.id}/upload/complete`, { as: ana, json: { parts } });
      expect([answer.status, answer.body.code]).toEqual([422, "invalid_input"]);
    }
  });
});

describe("a form to upload with", () => {
  it("holds what to send, and is honoured", async () => {
    const { send, ana, ports, drain } = await openHttp();
    const begun = await send("POST /api/photos", { as: ana, json: { ...announced, upload: "post" } });
    const { photo, upload } = begun.body;
    expect(upload).toMatchObject({ kind: "post", method: "POST", fields: { "Content-Type": "image/jpeg" } });
    const fields = [...Object.entries<string>(upload.fields), ["file", image] as const];
    expect((await ports.tickets.sendForm({ url: upload.url, fields })).status).toBe(200);
    expect((await send(`POST /api/photos/${photo.id}/upload/complete`, { as: ana })).status).toBe(202);
    await drain();
    expect((await send(`GET /api/photos/${photo.id}`, { as: ana })).body.state).toBe("ready");
  });
});

describe("signing for Uppy", () => {
  it("answers each of its requests with an address", async () => {
    const { send, ana } = await openHttp();
    const { photo, upload } = (await send("POST /api/photos", { as: ana, json: inParts })).body;
    const { uploadId } = upload;
    const asked = [
      { method: "POST" },
      { method: "PUT", uploadId, partNumber: 2 },
      { method: "GET", uploadId },
      { method: "POST", uploadId },
      { method: "DELETE", uploadId },
      { method: "PUT", contentType: "image/jpeg" },
    ];
    for (const request of asked) {
      const json = { key: photo.id, ...request };
      const answer = await send(`POST /api/photos/${photo.id}/upload/sign`, { as: ana, json });
      expect([answer.status, typeof answer.body.url]).toEqual([200, "string"]);
    }
    const wrong = { key: photo.id, method: "PUT", uploadId, partNumber: 3 };
    const refused = await send(`POST /api/photos/${photo.id}/upload/sign`, { as: ana, json: wrong });
    expect(refused.body.errors).toMatchObject([{ path: "partNumber", message: "this photo has the parts 1 to 2" }]);
    const gone = { key: photo.id, method: "PUT", uploadId: "never", partNumber: 1 };
    const over = await send(`POST /api/photos/${photo.id}/upload/sign`, { as: ana, json: gone });
    expect([over.status, over.body.code]).toEqual([409, "upload_gone"]);
  });

  it("answers a form where one was announced", async () => {
    const { send, ana } = await openHttp();
    const { photo } = (await send("POST /api/photos", { as: ana, json: { ...announced, upload: "post" } })).body;
    const json = { key: photo.id, method: "PUT", contentType: "image/jpeg" };
    const { body } = await send(`POST /api/photos/${photo.id}/upload/sign`, { as: ana, json });
    expect(Object.keys(body).toSorted()).toEqual(["fields", "url"]);
  });

  it("is over with the upload", async () => {
    const api = await openHttp();
    const id = await develop(api);
    const json = { key: id, method: "PUT" };
    const answer = await api.send(`POST /api/photos/${id}/upload/sign`, { as: api.ana, json });
    expect([answer.status, answer.body.code]).toEqual([409, "photo_state_conflict"]);
  });
});
