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
    ["PUT /api/me", "GET, HEAD, PATCH, DELETE"],
    ["POST /api/me", "GET, HEAD, PATCH, DELETE"],
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
