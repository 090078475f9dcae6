import { describe, expect, it } from "vitest";
import { openHttp } from "./http.fixture.ts";

const app = "https://app.example";
const fixture = () => openHttp({ origins: [app, "http://localhost:5173"] });
const preflight = { method: "OPTIONS", headers: { origin: app, "access-control-request-method": "PATCH" } };

describe("a page of another origin", () => {
  it.each([app, "http://localhost:5173", "https://photos.example"])("may read answers from %s", async (origin) => {
    const { send, ana } = await fixture();
    const { headers } = await send("GET /api/me", { as: ana, headers: { origin } });
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(headers.get("access-control-expose-headers")).toBe("ETag, Location, Retry-After, X-Request-Id");
    expect(headers.get("vary")).toBe("Origin");
  });

  it.each([
    "https://app.example.evil.example",
    "https://evil-app.example",
    "http://app.example",
    "https://app.example:8443",
    "https://APP.example",
    "https://app.example/",
    "null",
    "*",
    "",
  ])("may not read them from %j, whose answers are not kept for others either", async (origin) => {
    const { send, ana, app: http } = await fixture();
    const { status, headers } = await send("GET /api/me", { as: ana, headers: { origin } });
    expect([status, headers.get("vary")]).toEqual([200, "Origin"]);
    const asked = await http.request("/api/me", { ...preflight, headers: { ...preflight.headers, origin } });
    expect(asked.status).toBe(405);
    for (const answer of [headers, asked.headers]) expect([...answer.keys()].join()).not.toContain("access-control");
  });

  it("may read what went wrong, and that there is nothing", async () => {
    const { send } = await fixture();
    for (const line of ["GET /api/me", "GET /nothing", "PUT /api/me", "GET /api/%6de"]) {
      const { status, headers } = await send(line, { headers: { origin: app } });
      expect([status >= 400, headers.get("access-control-allow-origin")]).toEqual([true, app]);
    }
  });

  it("may come from the public origin alone unless told", async () => {
    const { send } = await openHttp();
    const allowed = async (origin: string) =>
      (await send("GET /healthz", { headers: { origin } })).headers.get("access-control-allow-origin");
    expect(await allowed("https://photos.example")).toBe("https://photos.example");
    expect(await allowed(app)).toBeNull();
  });

  it("is told before it calls, without having to say who it is, what it may send", async () => {
    const { app: http, log } = await fixture();
    const answer = await http.request("/api/me", preflight);
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    const { "access-control-allow-headers": names, ...headers } = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      "access-control-allow-origin": app,
      "access-control-allow-methods": "GET, HEAD, PATCH, DELETE",
      "access-control-max-age": "7200",
      vary: "Origin",
    });
    expect(names?.split(", ")).toEqual(expect.arrayContaining(["Authorization", "Content-Type", "Idempotency-Key"]));
    expect(log.at(-1)).toMatchObject({ method: "OPTIONS", route: "/api/me", status: 204 });
  });

  it("is told nothing where there is nothing, and is never promised credentials", async () => {
    const { app: http, send } = await fixture();
    expect((await http.request("/nothing", preflight)).status).toBe(404);
    const answer = await send("GET /healthz", { headers: { origin: app, cookie: "a=b" } });
    expect(answer.headers.has("access-control-allow-credentials")).toBe(false);
  });

  it("asks in vain with OPTIONS that is no preflight", async () => {
    const { send } = await fixture();
    expect((await send("OPTIONS /api/me", { headers: { origin: app } })).status).toBe(405);
  });
});
