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
