import { Unavailable } from "@tintype/core";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { createHttp } from "./create-http.ts";
import { openHttp } from "./http.fixture.ts";
import { shareOnePhoto } from "./shared-photo.fixture.ts";

describe("an address", () => {
  it.each([
    "//",
    "//api/me",
    "/api//me",
    "/api/me//",
    "/api/%6de",
    "/api/photos/%2e%2e",
    "/api%2fme",
    "/api%5Cme",
    "/api\\me",
    "/api/./me",
    "/api/../api/me",
    "/api/me/..",
    "/.env",
    "/api/.hidden",
    "/api/me;a=b",
    "/api/me#fragment",
    "/api/m\u{e9}",
    "/api/me%00",
    "/api/me\u{0}",
    "/api/ me",
    "/api/me?a=b#c/../d",
  ])("is refused as %j", async (target) => {
    const { send, ana, log } = await openHttp();
    const answer = await send(`GET ${target}`, { as: ana });
    const expected = target.includes("?") ? 422 : 400;
    expect([answer.status, log.at(-1)?.userId]).toEqual([expected, expected === 400 ? undefined : ana.id]);
  });

  it.each(["/", "/api", "/api/", "/api/me/", "/API/me", "/api/photo", "/nothing.html", "/s", "/s/", "/api/s/a"])(
    "leads nowhere as %s",
    async (target) => {
      const { send, ana } = await openHttp();
      const answer = await send(`GET ${target}`, { as: ana });
      expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
      expect(answer.body.instance).toBe(target.replace("/s/a", "/s/TOKEN"));
    },
  );

  it("never shows the token of a link", async () => {
    const { send, token } = await shareOnePhoto();
    const lines = [
      `GET /s/${token}/nothing`,
      `PUT /s/${token}`,
      `GET /S/${token}`,
      `GET /api/s/${token}`,
      `GET /s/${token}%20`,
      `GET /s/${token.slice(1)}`,
      `GET /s/${token}/photos`,
    ];
    for (const line of lines) {
      const answer = await send(line);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain(token.slice(1));
      expect(answer.body.instance).toContain("TOKEN");
    }
  });
});

describe("a method", () => {
  it.each([
    ["PUT /api/me", "GET, HEAD, PATCH"],
    ["POST /api/me", "GET, HEAD, PATCH"],
    ["DELETE /api/photos", "POST, GET, HEAD"],
    ["OPTIONS /api/photos", "POST, GET, HEAD"],
    ["GET /api/photos/01JD4QZ0000000000000000001/restore", "POST"],
    ["HEAD /api/photos/01JD4QZ0000000000000000001/restore", "POST"],
    ["PROPFIND /healthz", "GET, HEAD"],
  ])("is refused where it does not belong: %s", async (line, allow) => {
    const { send } = await openHttp();
    const answer = await send(line);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
  });

  it("may be HEAD wherever it may be GET, with the same headers and no body", async () => {
    const { send, ana, log } = await openHttp();
    for (const path of ["/api/me", "/api/photos", "/openapi.json", "/api/photos/01JD4QZ0000000000000000001"]) {
      const [get, head] = [await send(`GET ${path}`, { as: ana }), await send(`HEAD ${path}`, { as: ana })];
      const { "x-request-id": _, ...expected } = Object.fromEntries(get.headers);
      expect(Object.fromEntries(head.headers)).toMatchObject(expected);
      expect([head.status, head.text]).toEqual([get.status, ""]);
      expect(log.at(-1)?.method).toBe("HEAD");
    }
  });
});

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
  const broken = (error: unknown) => ({
    change: () => ({ usage: { usage: () => Promise.reject(error) } as never }),
  });

  it("is 500, and says nothing of itself but to the log", async () => {
    const { send, ana, log } = await openHttp(broken(new Error(secret, { cause: new Error("deeper") })));
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
    const { send, ana } = await openHttp(broken(thrown));
    expect((await send("GET /api/me", { as: ana })).body.code).toBe("internal");
  });

  it("is 503 when a port cannot do its work, without saying which", async () => {
    const { send, ana, log } = await openHttp(broken(new Unavailable(secret)));
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
      method: "GET",
      route: "/api/photos/{id}",
      operation: "getPhoto",
      status: 200,
      milliseconds: 1.23,
      actor: "user",
      userId: ana.id,
    });
    await send("GET /api/nothing/at/all");
    expect(log.at(-1)).not.toHaveProperty("route");
    expect(log.at(-1)).toMatchObject({ status: 404, code: "not_found", actor: "unknown" });
    await send("PUT /s/some-token");
    expect(log.at(-1)).toMatchObject({ status: 405, route: "/s/{token}", method: "PUT" });
  });
});

describe("a host", () => {
  const anybody = async () => ({ kind: "anonymous" }) as const;

  it("needs to say who calls, and nothing else", async () => {
    const { tintype } = await openHttp();
    const app = createHttp({ tintype, authenticate: anybody });
    expect((await app.request("/healthz")).status).toBe(200);
    expect((await app.request("/readyz")).status).toBe(200);
    const refused = await app.request("/api/me");
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="tintype"']);
    expect(refused.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("may lay the API elsewhere", async () => {
    const { tintype, ana } = await openHttp();
    const authenticate = async () => ({ kind: "user", userId: ana.id }) as const;
    const app = createHttp({ tintype, authenticate, base: "/v1/tintype" });
    expect((await app.request("/v1/tintype/me")).status).toBe(200);
    expect((await app.request("/api/me")).status).toBe(404);
    const config = (await (await app.request("/config.json")).json()) as { api: string };
    expect(config.api).toBe("https://photos.example/v1/tintype");
    const { paths } = (await (await app.request("/openapi.json")).json()) as { paths: object };
    expect(Object.keys(paths)).toContain("/v1/tintype/photos/{id}");
    const body = JSON.stringify({ fileName: "a.jpg", contentType: "image/jpeg", bytes: 5 });
    const headers = { "content-type": "application/json" };
    const created = await app.request("/v1/tintype/photos", { method: "POST", body, headers });
    expect(created.headers.get("location")).toMatch(/^https:\/\/photos\.example\/v1\/tintype\/photos\/\w{26}$/);
  });

  it("may add its own routes, and ours answer for what is not there", async () => {
    const { tintype } = await openHttp();
    const pages = new Hono().get("/", (context) => context.html("<h1>Welcome</h1>"));
    const app = createHttp({ tintype, authenticate: anybody }).route("/", pages);
    expect(await (await app.request("/")).text()).toBe("<h1>Welcome</h1>");
    expect((await app.request("/nothing")).headers.get("content-type")).toBe("application/problem+json");
  });

  it("may take ours in among its own, and answer for what is not there", async () => {
    const { tintype } = await openHttp();
    const host = new Hono().get("/a+b", (context) => context.text("Ours."));
    host.route("/", createHttp({ tintype, authenticate: anybody }));
    host.notFound((context) => context.text("Not ours.", 404));
    expect(await (await host.request("/a+b")).text()).toBe("Ours.");
    expect(await (await host.request("/nothing")).text()).toBe("Not ours.");
    expect((await host.request("/healthz")).status).toBe(200);
    expect((await host.request("/healthz", { method: "PUT" })).status).toBe(405);
  });
});
