import { hours } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { openHttp } from "../http.fixture.ts";

const wanted = { name: "Photo frame", scopes: ["photos:read", "photos:write"] };

describe("keys of programs", () => {
  it("are made, listed without the key, and revoked", async () => {
    const { send, ana, ben } = await openHttp();
    const made = await send("POST /api/api-keys", { as: ana, json: wanted });
    expect([made.status, made.body.apiKey.name]).toEqual([201, "Photo frame"]);
    const listed = await send("GET /api/api-keys", { as: ana });
    expect(listed.body).toEqual({ items: [made.body.apiKey] });
    expect(listed.text).not.toContain(made.body.key);
    expect((await send("GET /api/api-keys", { as: ben })).body.items).toEqual([]);
    const address = `DELETE /api/api-keys/${made.body.apiKey.id}`;
    expect((await send(address, { as: ben })).body.code).toBe("api_key_not_found");
    expect((await send(address, { as: ana })).status).toBe(204);
    expect((await send(address, { as: ana })).body.code).toBe("api_key_not_found");
    const headers = { "x-api-key": made.body.key };
    expect((await send("GET /api/partner/photos", { headers })).body.code).toBe("api_key_not_valid");
  });

  it("are told again where a request is repeated with its Idempotency-Key", async () => {
    const { send, ana } = await openHttp();
    const sent = { as: ana, json: wanted, headers: { "idempotency-key": "one" } };
    const first = await send("POST /api/api-keys", sent);
    expect((await send("POST /api/api-keys", sent)).body).toEqual(first.body);
    expect((await send("GET /api/api-keys", { as: ana })).body.items.length).toBe(1);
  });

  it.each([{ scopes: [] }, { scopes: ["me:write"] }, { rate: 1_000_000 }, { monthlyQuota: -1 }, { id: "x" }])(
    "are not made with %j",
    async (changes) => {
      const { send, ana } = await openHttp();
      const { status, body } = await send("POST /api/api-keys", { as: ana, json: { ...wanted, ...changes } });
      expect([status, body.errors[0].path.split(".")[0]]).toEqual([422, Object.keys(changes)[0]]);
    },
  );
});

describe("a program with a key", () => {
  it("does under /partner what its owner does, for whoever made the key", async () => {
    const { send, ana, drain } = await openHttp();
    const { body } = await send("POST /api/api-keys", { as: ana, json: wanted });
    const headers = { "x-api-key": body.key };
    const announced = { fileName: "a.jpg", contentType: "image/jpeg", bytes: 5 };
    const begun = await send("POST /api/partner/photos", { headers, json: announced });
    expect(begun.status).toBe(201);
    await drain();
    const seen = await send(`GET /api/photos/${begun.body.photo.id}`, { as: ana });
    expect(seen.body).toMatchObject({ id: begun.body.photo.id, state: "initiated" });
    expect((await send("GET /api/partner/photos", { headers })).body.items.length).toBe(1);
    expect((await send("GET /api/partner/shares", { headers })).body.detail).toContain("shares:read");
  });

  it("has no use for its key anywhere else, and neither has anybody for a token there", async () => {
    const { send, ana } = await openHttp();
    const { body } = await send("POST /api/api-keys", { as: ana, json: wanted });
    const headers = { "x-api-key": body.key };
    for (const line of [
      "GET /api/photos",
      "GET /api/me",
      "GET /api/api-keys",
      "POST /api/me/export",
      "DELETE /api/me",
    ]) {
      expect((await send(line, { headers })).body.code, line).toBe("sign_in_required");
    }
    for (const line of ["GET /api/partner/me", "GET /api/partner/api-keys", "DELETE /api/partner/me"]) {
      expect((await send(line, { headers })).body.code, line).toBe("not_found");
    }
    expect((await send("GET /api/partner/photos", { as: ana })).body.code).toBe("api_key_required");
    const bearer = { authorization: `Bearer ${body.key}` };
    expect((await send("GET /api/photos", { headers: bearer })).body.code).toBe("token_malformed");
    const misused = { "x-api-key": ana.authorization.replace("Bearer ", "") };
    expect((await send("GET /api/partner/photos", { headers: misused })).body.code).toBe("api_key_not_valid");
    expect((await send(`GET /api/partner/photos?x-api-key=${body.key}`)).body.code).toBe("api_key_required");
  });

  it("is told to wait once its plan is used up, in seconds", async () => {
    const { send, ana, ports } = await openHttp();
    const plan = { ...wanted, rate: 1, burst: 2, monthlyQuota: 3 };
    const { body } = await send("POST /api/api-keys", { as: ana, json: plan });
    const ask = () => send("GET /api/partner/photos", { headers: { "x-api-key": body.key } });
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const hasty = await ask();
    expect([hasty.status, hasty.body.code, hasty.headers.get("retry-after")]).toEqual([
      429,
      "usage_plan_exceeded",
      "1",
    ]);
    ports.clock.advance(hours(1));
    expect((await ask()).status).toBe(200);
    const tooMany = await ask();
    expect([tooMany.status, tooMany.headers.get("retry-after")]).toEqual([429, `${(10 * 24 + 13.5) * 3_600}`]);
  });

  it("is another caller than its owner, and than every other program, where a request is repeated", async () => {
    const { send, ana } = await openHttp();
    const keys = [];
    for (const name of ["one", "two"]) {
      const { body } = await send("POST /api/api-keys", { as: ana, json: { ...wanted, name } });
      keys.push({ "x-api-key": body.key });
    }
    const announced = { fileName: "a.jpg", contentType: "image/jpeg", bytes: 5 };
    const ids = new Set<string>();
    for (const headers of [keys[0], keys[0], keys[1]]) {
      const sent = { json: announced, headers: { ...headers, "idempotency-key": "same" } };
      ids.add((await send("POST /api/partner/photos", sent)).body.photo.id);
    }
    expect(ids.size).toBe(2);
  });

  it("leaves its key in no log", async () => {
    const { send, ana, log } = await openHttp();
    const { body } = await send("POST /api/api-keys", { as: ana, json: wanted });
    await send("GET /api/partner/photos", { headers: { "x-api-key": body.key } });
    expect(log.at(-1)).toMatchObject({ actor: "program", userId: ana.id, operation: "partnerListPhotos" });
    expect(JSON.stringify(log)).not.toContain(body.key.slice(12));
  });
});
