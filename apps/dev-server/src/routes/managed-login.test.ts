import type { ManagedLogin } from "@tintype/adapters-local";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { managedLoginRoutes } from "./managed-login.ts";

function opened() {
  const heard: unknown[] = [];
  const login: ManagedLogin = {
    paths: ["/login", "/oauth2/token"],
    handle: async ({ method, url }, caller) => {
      heard.push([method, new URL(url).pathname, caller]);
      return new Response("said", { status: 418 });
    },
  };
  const app = new Hono().route("/", managedLoginRoutes(login, { addressOf: () => "2001:db8::1:2" }));
  return { app, heard };
}

describe(managedLoginRoutes, () => {
  it("passes on what is asked at its paths alone, with the network that asks, whatever the method", async () => {
    const { app, heard } = opened();
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const response = await app.request("/oauth2/token", { method });
      expect([response.status, await response.text()]).toEqual([418, "said"]);
    }
    expect((await app.request("/oauth2/else")).status).toBe(404);
    const caller = { address: "2001:db8:0:0::/64" };
    expect(heard).toEqual(["GET", "POST", "OPTIONS"].map((method) => [method, "/oauth2/token", caller]));
  });

  it("reads no more than any form has to say", async () => {
    const { app, heard } = opened();
    const response = await app.request("/login", { method: "POST", body: "a".repeat(70_000) });
    expect([response.status, heard]).toEqual([413, []]);
  });
});
