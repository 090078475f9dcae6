import { aReadyPhoto } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { openHttp } from "./http.fixture.ts";
import { shareOnePhoto } from "./shared-photo.fixture.ts";

const announced = { fileName: "a.jpg", contentType: "image/jpeg", bytes: 1_000 };
const key = { "idempotency-key": "0b0f6f0e-2a8e-4c0f-9c59-3d1f0d0c3b7a" };

describe("Idempotency-Key", () => {
  it("makes the same request happen once", async () => {
    const { send, ana } = await openHttp();
    const answers = [];
    for (let time = 0; time < 3; time += 1) {
      answers.push(await send("POST /api/photos", { as: ana, json: announced, headers: key }));
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.photo.id)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers.get("location"))).size).toBe(1);
    expect((await send("GET /api/me", { as: ana })).body.usage.photos).toBe(1);
  });

  it("makes it happen once when it comes many times at once", async () => {
    const { send, ana } = await openHttp();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => send("POST /api/photos", { as: ana, json: announced, headers: key })),
    );
    expect(new Set(answers.map(({ body }) => body.photo.id)).size).toBe(1);
    expect((await send("GET /api/photos", { as: ana })).body.items).toHaveLength(1);
    expect((await send("GET /api/me", { as: ana })).body.usage.photos).toBe(1);
  });

  it("still says 201 when the photo has moved on", async () => {
    const { send, ana, drain } = await openHttp();
    const sent = { as: ana, body: "no image", headers: { ...key, "content-type": "image/jpeg" } };
    const first = await send("POST /api/photos", sent);
    await drain();
    const again = await send("POST /api/photos", sent);
    expect([again.status, again.body.photo.id]).toEqual([201, first.body.photo.id]);
    expect(again.body.photo.state).toBe("failed");
  });

  it("tells the address of a link once more, and makes no second one", async () => {
    const { send, ana, photo } = await shareOnePhoto();
    const line = `POST /api/photos/${photo}/share`;
    const first = await send(line, { as: ana, json: { maxViews: 3 }, headers: key });
    const again = await send(line, { as: ana, json: { maxViews: 3 }, headers: key });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await send("GET /api/shares", { as: ana })).body.items).toHaveLength(2);
  });

  it.each([
    ["another body", "/api/photos", { ...announced, bytes: 1_001 }, {}],
    ["another type", "/api/photos", announced, { "content-type": "application/json; charset=utf-8" }],
  ])("is refused for %s", async (_, path, json, headers) => {
    const { send, ana } = await openHttp();
    await send("POST /api/photos", { as: ana, json: announced, headers: key });
    const answer = await send(`POST ${path}`, { as: ana, json, headers: { ...key, ...headers } });
    expect([answer.status, answer.body.code]).toEqual([422, "idempotency_key_reused"]);
  });

  it("counts for one person and one address alone", async () => {
    const { send, ana, ben, photo } = await shareOnePhoto();
    const first = await send("POST /api/photos", { as: ana, json: announced, headers: key });
    const bens = await send("POST /api/photos", { as: ben, json: announced, headers: key });
    expect([bens.status, bens.body.photo.id === first.body.photo.id]).toEqual([201, false]);
    expect((await send(`POST /api/photos/${photo}/share`, { as: ana, headers: key })).status).toBe(201);
  });

  it("is forgotten after a day", async () => {
    const { send, ana, ports } = await openHttp();
    await send("POST /api/photos", { as: ana, json: announced, headers: key });
    ports.clock.advance(24 * 3_600_000 + 1);
    expect((await send("POST /api/photos", { as: ana, json: { ...announced, bytes: 5 }, headers: key })).status).toBe(
      201,
    );
  });

  it("says when what it made is gone", async () => {
    const { send, ana, drain } = await openHttp();
    const { body } = await send("POST /api/photos", { as: ana, json: announced, headers: key });
    await send(`DELETE /api/photos/${body.photo.id}?purge=true`, { as: ana });
    await drain();
    const answer = await send("POST /api/photos", { as: ana, json: announced, headers: key });
    expect([answer.status, answer.body.code]).toEqual([409, "replayed_result_gone"]);
  });

  it.each(["", "two words", "k".repeat(256), "tab\there", "caf\u{e9}"])("is malformed as %j", async (value) => {
    const { send, ana } = await openHttp();
    const answer = await send("POST /api/photos", { as: ana, json: announced, headers: { "idempotency-key": value } });
    expect([answer.status, answer.body.code]).toEqual([400, "malformed_request"]);
  });

  it("may have 255 visible characters", async () => {
    const { send, ana } = await openHttp();
    const headers = { "idempotency-key": `"~${"k".repeat(253)}` };
    expect((await send("POST /api/photos", { as: ana, json: announced, headers })).status).toBe(201);
  });
});

describe("If-Match", () => {
  const json = { title: "Snow" };
  async function open() {
    const api = await openHttp();
    const photo = aReadyPhoto({ owner: api.ana.id, revision: 3 });
    await api.ports.photos.save({ after: photo, events: [] });
    return { ...api, line: `/api/photos/${photo.id}` };
  }

  it("lets a change through when nothing has changed meanwhile", async () => {
    const { send, ana, line } = await open();
    const first = await send(`PATCH ${line}`, { as: ana, json, headers: { "if-match": '"3"' } });
    const { status } = await send(`PATCH ${line}`, {
      as: ana,
      json,
      headers: { "if-match": `${first.headers.get("etag")}` },
    });
    expect([first.status, status]).toEqual([200, 200]);
  });

  it("stops a change that was made for another revision", async () => {
    const { send, ana, line } = await open();
    for (const request of [`PATCH ${line}`, `DELETE ${line}`, `DELETE ${line}?purge=true`]) {
      const sent = request.startsWith("PATCH") ? { json } : {};
      const answer = await send(request, { as: ana, ...sent, headers: { "if-match": '"2"' } });
      expect([answer.status, answer.body.code]).toEqual([412, "revision_conflict"]);
    }
    expect((await send(`GET ${line}`, { as: ana })).body).toMatchObject({ state: "ready", revision: 3 });
  });

  it("is honoured by everything that can be changed", async () => {
    const { send, ana, photo, share } = await shareOnePhoto();
    const headers = { "if-match": '"999"' };
    await send(`DELETE /api/photos/${photo}`, { as: ana });
    const answers = [
      await send("PATCH /api/me", { as: ana, json: {}, headers }),
      await send(`POST /api/photos/${photo}/restore`, { as: ana, headers }),
      await send(`PATCH /api/shares/${share}`, { as: ana, json: {}, headers }),
      await send(`DELETE /api/shares/${share}`, { as: ana, headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([412, 412, 412, 412]);
  });

  it("may be any revision", async () => {
    const { send, ana, line } = await open();
    expect((await send(`PATCH ${line}`, { as: ana, json, headers: { "if-match": "*" } })).status).toBe(200);
  });

  it.each(["3", 'W/"3"', '"3", "4"', '""', '"three"', '"-3"', '"3" ,', '"9999999999999999"', ""])(
    "is malformed as %s",
    async (value) => {
      const { send, ana, line } = await open();
      const answer = await send(`PATCH ${line}`, { as: ana, json, headers: { "if-match": value } });
      expect([answer.status, answer.body.code]).toEqual([400, "malformed_request"]);
    },
  );

  it("does not stop reading", async () => {
    const { send, ana, line } = await open();
    const headers = { "if-match": '"1"', "if-none-match": '"3"' };
    expect((await send(`GET ${line}`, { as: ana, headers })).status).toBe(200);
  });
});
