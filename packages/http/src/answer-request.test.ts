import { Unavailable } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { openHttp } from "./http.fixture.ts";
import { shareOnePhoto } from "./shared-photo.fixture.ts";

describe("a request id", () => {
  it.each(["01JD4QZ0", "a-b_c-0123456789", "x".repeat(64)])("is the caller's: %s", async (id) => {
    const { send, ana, log } = await openHttp();
    const answer = await send("GET /api/nothing", { as: ana, headers: { "x-request-id": id } });
    expect([answer.headers.get("x-request-id"), answer.body.requestId, log.at(-1)?.requestId]).toEqual([id, id, id]);
  });

  it.each(["short", "x".repeat(65), "has spaces in it", "quotes\"'<>&", "a,b,c,d,e", ""])(
    "is ours instead of %j",
    async (id) => {
      const { send, ana } = await openHttp();
      const answer = await send("GET /api/me", { as: ana, headers: { "x-request-id": id } });
      expect(answer.headers.get("x-request-id")).toMatch(/^request-\d$/);
    },
  );
});

describe("what nobody foresaw", () => {
  const secret = "SELECT * FROM accounts -- /srv/tintype/db.sqlite";
  /** An API whose ledger does nothing but throw that. */
  async function breakDown(thrown: unknown) {
    const usage = { usage: async () => Promise.reject(thrown) };
    return openHttp({ change: () => ({ usage: usage as never }) });
  }

  it("is 500, and says nothing of itself but to the log", async () => {
    const { send, ana, log } = await breakDown(new Error(secret, { cause: new Error("deeper") }));
    const answer = await send("GET /api/me", { as: ana });
    expect([answer.status, answer.body.code]).toEqual([500, "internal"]);
    expect(answer.text).not.toContain("SELECT");
    expect(log.at(-1)).toMatchObject({ level: "error", code: "internal", status: 500 });
    expect(log.at(-1)?.error).toMatch(/SELECT[\s\S]*caused by Error: deeper/);
  });

  it.each([
    ["a text", secret],
    ["nothing", undefined],
    ["an object", { status: 200, code: secret }],
  ])("may be %s that was thrown", async (_, thrown) => {
    const { send, ana } = await breakDown(thrown);
    expect((await send("GET /api/me", { as: ana })).body.code).toBe("internal");
  });

  it("is 503 when a port cannot do its work, without saying which", async () => {
    const { send, ana, log } = await breakDown(new Unavailable(secret));
    const answer = await send("GET /api/me", { as: ana });
    expect([answer.status, answer.body.code, answer.headers.get("retry-after")]).toEqual([503, "unavailable", "2"]);
    expect(answer.text).not.toContain("SELECT");
    expect(log.at(-1)?.error).toContain("SELECT");
  });

  it("does not matter when it happens in the log", async () => {
    const log = () => {
      throw new Error("The disk is full.");
    };
    const { send, ana } = await openHttp({ log });
    expect((await send("GET /api/me", { as: ana })).status).toBe(200);
  });

  it("is nobody's mistake when the client has left", async () => {
    const leaving = new AbortController();
    const { app, ana, log } = await openHttp({
      change: ({ usage }) => ({
        usage: {
          ...usage,
          usage: (_owner, options) => {
            leaving.abort();
            return Promise.reject(options?.signal?.reason);
          },
        },
      }),
    });
    const { authorization } = ana;
    const answer = await app.request("/api/me", { signal: leaving.signal, headers: { authorization } });
    expect(answer.status).toBe(499);
    expect(log.at(-1)).toMatchObject({ level: "info", status: 499, code: "client_gone" });
  });
});

describe("the log", () => {
  it("has one line for every request: which row, who, how long; not what was asked for", async () => {
    let now = 0;
    const { send, ana, log, photo } = await shareOnePhoto({}, { now: () => (now += 1.2345) });
    await send(`GET /api/photos/${photo}`, { as: ana });
    expect(log.at(-1)).toEqual({
      event: "request",
      level: "info",
      requestId: expect.any(String),
      traceId: expect.stringMatching(/^[\da-f]{32}$/),
      method: "GET",
      route: "/api/photos/{id}",
      operation: "getPhoto",
      status: 200,
      milliseconds: 1.23,
      actor: "user",
      userId: ana.id,
    });
    await send("GET /api/nothing/at/all");
    expect(log.at(-1)?.route).toBeUndefined();
    expect(log.at(-1)).toMatchObject({ status: 404, code: "not_found", actor: "unknown" });
    await send("PUT /s/some-token");
    expect(log.at(-1)).toMatchObject({ status: 405, route: "/s/{token}", method: "PUT" });
  });
});
