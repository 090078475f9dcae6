import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { createHttpHandler, type HttpBindings } from "./create-http-handler.ts";
import { gateways, type WireRequest } from "./gateways.fixture.ts";

/** Says what arrives, and answers with what it was sent. */
function open() {
  const arrived: { url: string; method: string; headers: Headers; socket: string }[] = [];
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all("*", async ({ req, env }) => {
    const { url, method, headers } = req.raw;
    arrived.push({ url, method, headers, socket: env.socket });
    const type = headers.get("content-type");
    return new Response(await req.arrayBuffer(), { headers: { ...(type && { "content-type": type }), "x-empty": "" } });
  });
  return { arrived, handle: createHttpHandler(app as unknown as Hono) };
}

const get: WireRequest = { method: "GET", target: "/api/photos?tag=a+b", headers: [] };
const post = (type: string, body: Uint8Array): WireRequest => ({
  method: "POST",
  target: "/api/photos",
  headers: [["content-type", type]],
  body,
});

describe.each(Object.entries(gateways))("through %s", (_, toEvent) => {
  it("a request arrives with its address, its caller and the gateway's id", async () => {
    const { arrived, handle } = open();
    await handle(toEvent(get, "JKJaXmPLvHcESHA="));
    const [request] = arrived;
    expect(new URL(request?.url ?? "").pathname).toBe("/api/photos");
    expect(new URL(request?.url ?? "").searchParams.get("tag")).toBe("a b");
    expect([request?.socket, request?.headers.get("x-request-id")]).toEqual(["203.0.113.9", "JKJaXmPLvHcESHA"]);
  });

  it.each([
    ["from-client", "from-client"],
    ["short", "gateways-own-id"],
    ["it has blanks", "gateways-own-id"],
  ])("a request that calls itself %j is called %s", async (given, expected) => {
    const { arrived, handle } = open();
    await handle(toEvent({ ...get, headers: [["x-request-id", given]] }, "gateways-own-id"));
    expect(arrived[0]?.headers.get("x-request-id")).toBe(expected);
  });

  it("bytes go there and back as they are", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { handle } = open();
    const { body, isBase64Encoded } = await handle(toEvent(post("image/jpeg", bytes), "id"));
    expect([isBase64Encoded, new Uint8Array(Buffer.from(body, "base64"))]).toEqual([true, bytes]);
  });

  it.each(["application/json", "application/problem+json", "text/html; charset=utf-8"])(
    "%s goes as text",
    async (type) => {
      const { handle } = open();
      const text = "Grüße ❄️";
      const { body, isBase64Encoded } = await handle(toEvent(post(type, Buffer.from(text)), "id"));
      expect([isBase64Encoded, body]).toEqual([false, text]);
    },
  );

  it("an answer without a body has an empty one, and keeps its headers", async () => {
    const { handle } = open();
    const { statusCode, body, headers, multiValueHeaders } = await handle(toEvent(get, "id"));
    expect([statusCode, body]).toEqual([200, ""]);
    expect(headers ?? multiValueHeaders).toHaveProperty("x-empty");
  });

  it.each(["GET", "HEAD", "DELETE", "TRACE"])("a %s may have a body that nobody wants", async (method) => {
    const { arrived, handle } = open();
    await handle(toEvent({ ...post("text/plain", Buffer.from("?")), method }, "id"));
    expect(arrived[0]?.method).toBe(method);
  });
});

describe("a header of one name that comes twice", () => {
  it.each(Object.entries(gateways))("arrives as one through %s", async (_, toEvent) => {
    const { arrived, handle } = open();
    const headers = [
      ["x-twice", "one"],
      ["x-twice", "two"],
    ] as const;
    await handle(toEvent({ ...get, headers }, "id"));
    expect(arrived[0]?.headers.get("x-twice")).toMatch(/^one, ?two$/);
  });
});
