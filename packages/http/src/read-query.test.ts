import { describe, expect, it } from "vitest";
import { openHttp } from "./http.fixture.ts";

describe("a query", () => {
  it.each([
    ["GET /api/photos?limit=5&limit=5", 400, undefined],
    ["GET /api/photos?Limit=5", 422, "Limit"],
    ["GET /api/photos?__proto__=5", 422, "__proto__"],
    ["GET /api/photos?constructor=5", 422, "constructor"],
    ["GET /api/photos?access_token=x", 422, "access_token"],
    ["GET /api/me?a", 422, "a"],
    ["GET /api/me?a=1&a=2", 422, "a"],
    ["GET /api/photos/01JD4QZ0000000000000000001?user=ben", 422, "user"],
    ["POST /api/photos/01JD4QZ0000000000000000001/restore?force", 422, "force"],
    ["GET /api/shares?photo=nonsense", 422, "photo"],
    ["GET /api/shares?photo=%00", 422, "photo"],
  ])("is refused: %s", async (line, status, path) => {
    const { send, ana } = await openHttp();
    const answer = await send(line, { as: ana });
    expect([answer.status, answer.body.errors?.[0].path]).toEqual([status, path]);
  });

  it("may be empty", async () => {
    const { send, ana } = await openHttp();
    expect((await send("GET /api/me?", { as: ana })).status).toBe(200);
  });
});
