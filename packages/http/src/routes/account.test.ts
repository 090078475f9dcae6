import { minutes, Unavailable } from "@tintype/core";
import { aReadyPhoto } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { openHttp } from "../http.fixture.ts";

describe("an account", () => {
  it("knows who you are and what you use", async () => {
    const { send, ana } = await openHttp();
    await send("POST /api/photos", { as: ana, json: { fileName: "a.jpg", contentType: "image/jpeg", bytes: 1_000 } });
    const { body, headers } = await send("GET /api/me", { as: ana });
    expect(body).toEqual({
      id: ana.id,
      email: "ana@example.com",
      displayName: "ana",
      plan: "free",
      usage: { photos: 1, bytes: 1_000, limits: { photos: 10_000, bytes: 5 * 2 ** 30 } },
      revision: 1,
    });
    expect(headers.get("etag")).toBe('"1"');
  });

  it("can be called something else, or nothing", async () => {
    const { send, ana } = await openHttp();
    const renamed = await send("PATCH /api/me", { as: ana, json: { displayName: "  Ana\n of the snow " } });
    expect(renamed.body).toMatchObject({ displayName: "Ana of the snow", revision: 2 });
    const nameless = await send("PATCH /api/me", { as: ana, json: { displayName: null } });
    expect(nameless.body).not.toHaveProperty("displayName");
    expect(nameless.headers.get("etag")).toBe('"3"');
  });

  it.each([{ email: "eve@example.com" }, { plan: "premium" }, { id: "x" }, { usage: {} }, { state: "active" }])(
    "does not take %j",
    async (json) => {
      const { send, ana } = await openHttp();
      const answer = await send("PATCH /api/me", { as: ana, json });
      expect([answer.status, answer.body.errors[0].path]).toEqual([422, Object.keys(json)[0]]);
    },
  );
});

describe("deleting an account", () => {
  it("is answered at once, ends every token and link, and leaves nothing", async () => {
    const api = await openHttp();
    const { send, ana, ben, drain, tintype, ports } = api;
    const photo = aReadyPhoto({ owner: ana.id });
    await ports.photos.save({ after: photo, events: [] });
    const { body } = await send(`POST /api/photos/${photo.id}/share`, { as: ana, json: {} });
    const link = new URL(body.url).pathname;
    expect(await send("DELETE /api/me", { as: ana })).toMatchObject({ status: 202, text: "" });
    expect((await send("GET /api/me", { as: ana })).body.code).toBe("account_not_found");
    expect((await send("DELETE /api/me", { as: ana })).body.code).toBe("account_not_found");
    expect((await send(`POST ${link}/open`)).status).toBe(404);
    await drain();
    await tintype.sweep();
    expect((await send("GET /api/me", { as: ana })).body.code).toBe("account_not_found");
    expect(await ports.photos.get(photo.id)).toBe(undefined);
    expect((await send("GET /api/me", { as: ben })).status).toBe(200);
  });

  it("takes a fresh sign-in, and says how to get there", async () => {
    const { send, ana, ports } = await openHttp();
    ports.clock.advance(minutes(10));
    const { status, body, headers } = await send("DELETE /api/me", { as: ana });
    expect([status, body.code]).toEqual([401, "fresh_sign_in_required"]);
    expect(headers.get("www-authenticate")).toContain('error="insufficient_user_authentication"');
    expect((await send("GET /api/me", { as: ana })).status).toBe(200);
  });
});

describe("signing out everywhere", () => {
  it("ends what was there with the next request, here and at the pool, and nobody else's", async () => {
    const { send, ana, ben, ports } = await openHttp();
    const phone = ports.identities.signIn(ana.email);
    expect(await send("POST /api/me/sign-out-everywhere", { as: ana })).toMatchObject({ status: 204, text: "" });
    expect((await send("GET /api/me", { as: ana })).body.code).toBe("signed_out");
    expect(await phone?.refresh()).toBe(undefined);
    expect((await send("POST /api/me/sign-out-everywhere", { as: ana })).body.code).toBe("signed_out");
    expect((await send("GET /api/me", { as: ben })).status).toBe(200);
  });

  it("has not happened where the pool does not answer, and is asked for again with the same token", async () => {
    let answers = false;
    const { send, ana } = await openHttp({
      change: ({ identities }) => ({
        identities: {
          ...identities,
          signOutEverywhere: async (subject) => {
            if (!answers) throw new Unavailable("The pool does not answer.");
            await identities.signOutEverywhere(subject);
          },
        },
      }),
    });
    const ask = async () => (await send("POST /api/me/sign-out-everywhere", { as: ana })).status;
    expect([await ask(), (await send("GET /api/me", { as: ana })).status]).toEqual([503, 200]);
    answers = true;
    expect([await ask(), (await send("GET /api/me", { as: ana })).status]).toEqual([204, 401]);
  });

  it("leaves links, and takes nothing beside the token", async () => {
    const { send, ana, ports } = await openHttp();
    const photo = aReadyPhoto({ owner: ana.id });
    await ports.photos.save({ after: photo, events: [] });
    const { body } = await send(`POST /api/photos/${photo.id}/share`, { as: ana, json: {} });
    expect((await send("POST /api/me/sign-out-everywhere?really=yes", { as: ana })).status).toBe(422);
    await send("POST /api/me/sign-out-everywhere", { as: ana });
    expect((await send(`POST ${new URL(body.url).pathname}/open`)).status).toBe(200);
  });
});

describe("an export", () => {
  it("is begun, waited for and fetched", async () => {
    const { send, ana, ben, drain, ports } = await openHttp();
    const photo = aReadyPhoto({ owner: ana.id, bytes: 5 });
    await ports.photos.save({ after: photo, events: [] });
    await ports.blobs.put({ area: "originals", key: photo.original ?? "" }, new Uint8Array(5), { bytes: 5 });
    const begun = await send("POST /api/me/export", { as: ana });
    expect([begun.status, begun.body.state]).toEqual([202, "preparing"]);
    const address = new URL(begun.headers.get("location") ?? "").pathname;
    expect(address).toBe(`/api/me/export/${begun.body.id}`);
    expect(begun.headers.get("retry-after")).toBe("5");
    expect((await send(`GET ${address}`, { as: ana })).headers.get("retry-after")).toBe("5");
    await drain();
    const ready = await send(`GET ${address}`, { as: ana });
    expect([ready.status, ready.headers.get("retry-after")]).toEqual([200, null]);
    expect(ready.body).toMatchObject({ state: "ready", files: [{ photos: 1 }] });
    expect((await send("POST /api/me/export", { as: ana })).body).toEqual(ready.body);
    expect((await send(`GET ${address}`, { as: ben })).body.code).toBe("export_not_found");
    expect((await send("GET /api/me/export/latest", { as: ana })).body.code).toBe("export_not_found");
  });
});
