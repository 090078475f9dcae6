import type { UserPool } from "@tintype/adapters-local";
import { describe, expect, it } from "vitest";
import { userPoolRoutes } from "./user-pool.ts";

type Heard = { target: string; body: unknown; requestId: string; address: string | undefined };

/** The routes before a pool that writes down what it is asked. */
function opened() {
  const heard: Heard[] = [];
  const pool = {
    issuer: "http://photos.test/user-pool/local_tintype",
    jwks: () => ({ keys: [] }),
    openidConfiguration: () => ({ issuer: "http://photos.test/user-pool/local_tintype" }),
    handle: async (target: string, body: unknown, context: Pick<Heard, "requestId" | "address">) => {
      heard.push({ target, body, ...context });
      return { status: 400, headers: { "content-type": "application/x-amz-json-1.1" }, body: '{"__type":"X"}' };
    },
  } as unknown as UserPool;
  return { app: userPoolRoutes(pool, { requestId: () => "request-1", addressOf: () => "2001:db8::1:2" }), heard };
}

const address = "2001:db8:0:0::/64";
const post = (body: string, headers: Record<string, string> = {}) => ({ method: "POST", headers, body });

describe(userPoolRoutes, () => {
  it("passes an operation on, and the answer back as it is", async () => {
    const { app, heard } = opened();
    const target = "AWSCognitoIdentityProviderService.SignUp";
    const response = await app.request("/user-pool/", post('{"Username":"ana"}', { "x-amz-target": target }));
    expect(heard).toEqual([{ target, body: { Username: "ana" }, requestId: "request-1", address }]);
    expect([response.status, await response.text()]).toEqual([400, '{"__type":"X"}']);
    expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("leaves it to the pool what to say of a body that is no JSON, or of no target", async () => {
    const { app, heard } = opened();
    await app.request("/user-pool/", post("{"));
    expect(heard).toEqual([{ target: "", body: undefined, requestId: "request-1", address }]);
  });

  it("reads no more than anybody has to say", async () => {
    const { app, heard } = opened();
    const response = await app.request("/user-pool/", post(JSON.stringify({ Username: "a".repeat(70_000) })));
    expect([response.status, heard]).toEqual([413, []]);
  });

  it("lets pages of other origins ask", async () => {
    const { app } = opened();
    const headers = { "access-control-request-headers": "x-amz-target,content-type" };
    const response = await app.request("/user-pool/", { method: "OPTIONS", headers });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-headers")).toBe("x-amz-target,content-type");
    expect(response.headers.get("access-control-allow-methods")).toContain("POST");
  });

  it("lets pages of other origins see what kind of error there was, and nothing beside the pool", async () => {
    const { app } = opened();
    app.get("/_dev/mailbox", (context) => context.text("codes"));
    const answer = await app.request("/user-pool/", post("{}"));
    expect(answer.headers.get("access-control-expose-headers")).toMatch(/x-amzn-ErrorType/i);
    for (const method of ["GET", "OPTIONS"]) {
      const beside = await app.request("/_dev/mailbox", { method });
      expect(beside.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("takes its address with and without a slash at the end", async () => {
    const { app, heard } = opened();
    await app.request("/user-pool", post("{}"));
    await app.request("/user-pool/", post("{}"));
    expect(heard).toHaveLength(2);
  });

  it("publishes the keys, and where they are", async () => {
    const { app } = opened();
    const keys = await app.request("/user-pool/local_tintype/.well-known/jwks.json");
    expect(await keys.json()).toEqual({ keys: [] });
    expect(keys.headers.get("cache-control")).toBe("public, max-age=300");
    const discovery = await app.request("/user-pool/local_tintype/.well-known/openid-configuration");
    expect(await discovery.json()).toMatchObject({ issuer: "http://photos.test/user-pool/local_tintype" });
  });
});
