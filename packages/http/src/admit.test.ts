import { Unavailable } from "@tintype/core";
import { createManualClock, createMemoryRateLimiter } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type HttpFixtureOptions, openHttp } from "./http.fixture.ts";
import { shareOnePhoto } from "./shared-photo.fixture.ts";

const settings = {
  rates: { user: { perSecond: 1, burst: 3 }, address: { perSecond: 1, burst: 2 } },
};

/** The API, its calls counted, called from the address that `x-test-address` says. */
async function limited(options: HttpFixtureOptions = {}) {
  const clock = createManualClock();
  const http = await openHttp({
    settings,
    rates: createMemoryRateLimiter({ clock }),
    addressOf: ({ req }) => req.header("x-test-address"),
    ...options,
  });
  const statuses = async (count: number, line: string, sent?: Parameters<typeof http.send>[1]) => {
    const all = [];
    for (let call = 0; call < count; call += 1) all.push((await http.send(line, sent)).status);
    return all;
  };
  return { ...http, clock, statuses };
}
const from = (address: string) => ({ headers: { "x-test-address": address } });

describe("a caller who asks too often", () => {
  it("is told when to try again, and let in then", async () => {
    const { statuses, send, ana, clock, log } = await limited();
    expect(await statuses(4, "GET /api/me", { as: ana })).toEqual([200, 200, 200, 429]);
    const refused = await send("GET /api/me", { as: ana });
    expect(refused.body.code).toBe("too_many_requests");
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(log.at(-1)).toMatchObject({ code: "too_many_requests", actor: "user", userId: ana.id });
    clock.advance(1_000);
    expect(await statuses(2, "GET /api/me", { as: ana })).toEqual([200, 429]);
  });

  it("does not hold back others who have signed in at the same address", async () => {
    const { statuses, ana, ben } = await limited();
    expect(await statuses(4, "GET /api/me", { as: ana, ...from("192.0.2.1") })).toContain(429);
    expect(await statuses(3, "GET /api/me", { as: ben, ...from("192.0.2.1") })).toEqual([200, 200, 200]);
  });

  it.each(["GET /healthz", "GET /nothing", "PUT /api/me", "GET /s/nothing", "GET /api/me"])(
    "is held back by address without signing in: %s",
    async (line) => {
      const { statuses } = await limited();
      expect((await statuses(3, line, from("192.0.2.1"))).map((status) => status === 429)).toEqual([
        false,
        false,
        true,
      ]);
      expect(await statuses(1, line, from("192.0.2.2"))).not.toContain(429);
    },
  );

  it("is held back by address when the token is refused", async () => {
    const { statuses } = await limited();
    const headers = { authorization: "Bearer nonsense", "x-test-address": "192.0.2.1" };
    expect(await statuses(3, "GET /api/me", { headers })).toEqual([401, 401, 429]);
  });

  it("is one caller at all addresses of a network of IPv6", async () => {
    const { statuses } = await limited();
    const all = ["2001:db8::1", "2001:db8::2", "2001:db8::a:b:c:d"].map((address) =>
      statuses(1, "GET /healthz", from(address)),
    );
    expect((await Promise.all(all)).flat()).toEqual([200, 200, 429]);
  });

  it("is let through while calls cannot be counted, from nowhere, and where nobody counts", async () => {
    const down = { take: () => Promise.reject(new Unavailable("It is down.")), forget: async () => {} };
    for (const options of [{ rates: down }, { addressOf: () => undefined }]) {
      const { statuses } = await limited(options);
      expect(await statuses(5, "GET /healthz", from("192.0.2.1"))).toEqual([200, 200, 200, 200, 200]);
    }
    const { send, ana } = await openHttp({ settings });
    for (let call = 0; call < 5; call += 1) expect((await send("GET /api/me", { as: ana })).status).toBe(200);
  });
});

describe("a guest who guesses", () => {
  it("is held back at that link and address, and told for how long", async () => {
    const options = { addressOf: ({ req }) => req.header("x-test-address") } satisfies HttpFixtureOptions;
    const { send, token, ports } = await shareOnePhoto({ password: "sesame" }, options);
    const open = (password: string, address: string) =>
      send(`POST /s/${token}/open`, { json: { password }, ...from(address) });
    for (let guess = 0; guess < 5; guess += 1) expect((await open("wrong", "192.0.2.1")).status).toBe(401);
    const refused = await open("sesame", "192.0.2.1");
    expect([refused.status, refused.body.code]).toEqual([429, "too_many_attempts"]);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(refused.body.detail).toBe("Too many wrong guesses: try again in 60 seconds.");
    expect((await open("sesame", "192.0.2.2")).status).toBe(200);
    ports.clock.advance(60_000);
    expect((await open("sesame", "192.0.2.1")).status).toBe(200);
  });
});
