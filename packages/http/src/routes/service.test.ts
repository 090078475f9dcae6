import { describe, expect, it } from "vitest";
import { openHttp } from "../http.fixture.ts";

const config = {
  region: "local",
  userPoolId: "local_tintype",
  userPoolClientId: "web",
  legacyClientId: "legacy",
  userPoolEndpoint: "https://photos.example/user-pool/",
};

describe("the configuration", () => {
  it("tells a client where everything is", async () => {
    const { send } = await openHttp({ config });
    expect((await send("GET /config.json?v=1")).body).toEqual({
      ...config,
      api: "https://photos.example/api",
      limits: { originalBytes: 52_428_800, directBytes: 4_194_304, pixels: 100_000_000, side: 16_384 },
    });
  });

  it("says nothing of a user pool where there is none", async () => {
    const { send } = await openHttp();
    expect(Object.keys((await send("GET /config.json")).body)).toEqual(["api", "limits"]);
  });
});

describe("health", () => {
  it("is answered without asking anybody, whoever calls", async () => {
    const { send } = await openHttp({
      ready: () => Promise.reject(new Error("no")),
      authenticate: () => Promise.reject(),
    });
    expect((await send("GET /healthz")).body).toEqual({ status: "ok" });
    expect((await send("HEAD /healthz", { headers: { authorization: "Bearer nonsense" } })).status).toBe(200);
  });
});

describe("readiness", () => {
  it("is 503 with a reason in the log alone while the service cannot work", async () => {
    const { send, log } = await openHttp({ ready: () => Promise.reject(new Error("The disk is on fire.")) });
    const answer = await send("GET /readyz");
    expect([answer.status, answer.body.code, answer.headers.get("retry-after")]).toEqual([503, "not_ready", "2"]);
    expect(answer.text).not.toContain("fire");
    expect(log.at(-1)).toMatchObject({ level: "error", error: expect.stringContaining("The disk is on fire.") });
  });

  it("is asked once a second at the most", async () => {
    let now = 0;
    let asked = 0;
    const ready = async () => {
      asked += 1;
    };
    const { send } = await openHttp({ ready, now: () => now });
    await Promise.all([send("GET /readyz"), send("GET /readyz")]);
    now = 999;
    await send("GET /readyz");
    expect(asked).toBe(1);
    now = 1_000;
    expect((await send("GET /readyz")).status).toBe(200);
    expect(asked).toBe(2);
  });
});
