import { hours } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { shareOnePhoto } from "../shared-photo.fixture.ts";

const json = { accept: "application/json" };

describe("sharing a photo", () => {
  it("tells the address once, and lists the link without it", async () => {
    const { send, ana, photo, ports } = await shareOnePhoto();
    const shared = await send(`POST /api/photos/${photo}/share`, { as: ana, json: { expiresIn: 3_600, maxViews: 3 } });
    expect(shared.status).toBe(201);
    const { share, url } = shared.body;
    expect(url).toMatch(/^https:\/\/photos\.example\/s\/[A-Za-z0-9_-]{43}$/);
    expect(shared.headers.get("location")).toBe(`https://photos.example/api/shares/${share.id}`);
    expect(share).toMatchObject({ photo, hasPassword: false, download: "none", maxViews: 3, views: 0, revision: 1 });
    expect(share.expiresAt).toBe("2026-11-20T10:30:00.000Z");

    const listed = await send(`GET /api/shares?photo=${photo}&limit=1`, { as: ana });
    expect(listed.body.items).toEqual([share]);
    expect(listed.text).not.toContain(new URL(url).pathname.replace("/s/", ""));
    const others = await send(`GET /api/shares?cursor=${listed.body.next}&photo=${photo}`, { as: ana });
    expect(others.body.items).toMatchObject([{ note: "canary-note" }]);
    expect((await ports.shares.get(share.id))?.tokenHash).not.toContain(new URL(url).pathname.replace("/s/", ""));
  });

  it("needs no body: a link of a week without a password", async () => {
    const { send, ana, photo } = await shareOnePhoto();
    for (const sent of [{}, { json: {} }, { headers: { "content-type": "application/x-www-form-urlencoded" } }]) {
      const { status, body } = await send(`POST /api/photos/${photo}/share`, { as: ana, ...sent });
      expect([status, body.share.expiresAt]).toEqual([201, "2026-11-27T09:30:00.000Z"]);
    }
  });

  it.each([
    [{ expiresIn: 0 }, "expiresIn"],
    [{ expiresIn: 366 * 24 * 3_600 }, "expiresIn"],
    [{ expiresAt: "2026-11-20T09:30:00.000Z" }, "expiresAt"],
    [{ expiresAt: "tomorrow" }, "expiresAt"],
    [{ expiresIn: 60, expiresAt: "2026-11-21T09:30:00.000Z" }, "expiresIn"],
    [{ password: "" }, "password"],
    [{ maxViews: 0 }, "maxViews"],
    [{ download: "everything" }, "download"],
    [{ note: "x".repeat(501) }, "note"],
    [{ owner: "01JD4QZ0000000000000000001" }, "owner"],
    [{ views: 0 }, "views"],
  ])("refuses %j", async (input, path) => {
    const { send, ana, photo } = await shareOnePhoto();
    const answer = await send(`POST /api/photos/${photo}/share`, { as: ana, json: input });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });
});

describe("a link", () => {
  it("can be changed; another password ends the visits of the old one", async () => {
    const { send, ana, share, token, open } = await shareOnePhoto();
    const before = await open();
    const changed = await send(`PATCH /api/shares/${share}`, {
      as: ana,
      json: { password: "snow-flake", note: null, maxViews: 10, download: "original" },
    });
    expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"2"']);
    expect(changed.body).toMatchObject({ hasPassword: true, maxViews: 10, download: "original" });
    expect(changed.body).not.toHaveProperty("note");
    expect((await send(`GET /s/${token}/photos`, { headers: before })).body.code).toBe("grant_not_valid");
    expect((await send(`GET /s/${token}/photos`, { headers: await open("snow-flake") })).status).toBe(200);
  });

  it("can be revoked, now and again", async () => {
    const { send, ana, share, token, open } = await shareOnePhoto();
    const grant = await open();
    expect((await send(`DELETE /api/shares/${share}`, { as: ana })).status).toBe(204);
    expect((await send(`DELETE /api/shares/${share}`, { as: ana })).status).toBe(204);
    expect((await send(`GET /s/${token}`, { headers: json })).status).toBe(404);
    expect((await send(`GET /s/${token}/photos`, { headers: grant })).status).toBe(404);
    const { body } = await send("GET /api/shares", { as: ana });
    expect(body.items).toMatchObject([{ id: share, revokedAt: "2026-11-20T09:30:00.000Z", views: 1 }]);
  });

  it("shows its owner that it was looked at", async () => {
    const { send, ana, open, ports } = await shareOnePhoto();
    ports.clock.advance(hours(1));
    await open();
    await open();
    const { body } = await send("GET /api/shares", { as: ana });
    expect(body.items).toMatchObject([{ views: 2, lastViewedAt: "2026-11-20T10:30:00.000Z", revision: 1 }]);
  });
});
