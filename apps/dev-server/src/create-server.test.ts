import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { createHttpServer, type Served } from "./create-server.ts";
import { serve } from "./routes/http-server.fixture.ts";

/** A server whose application answers 418, and with one route of its own. */
async function opened(
  handle: Served["localRoutes"][number]["handle"],
  reported: unknown[] = [],
  asksForBody: boolean = false,
) {
  const { server, serve: begin } = createHttpServer();
  const running = await serve(server);
  begin({
    localRoutes: [{ prefix: "/blobs/", methods: ["PUT"], asksForBody, handle }],
    app: (_, response) => response.writeHead(418).end(),
    report: (error) => reported.push(error),
    namesUs: (host) => host !== "evil.example",
  });
  return running;
}

const taken = async (): Promise<boolean> => true;

describe(createHttpServer, () => {
  it("tells everybody to come back before it can serve", async () => {
    const { server } = createHttpServer();
    await using it = await serve(server);
    const { status, headers, body } = await it.ask("/api/photos");
    expect([status, headers["retry-after"]]).toEqual([503, "1"]);
    expect(JSON.parse(body.toString())).toMatchObject({ code: "starting", detail: "Tintype is starting." });
  });

  it("leaves to the application what no route of its own takes", async () => {
    await using it = await opened(async (_, response) => Boolean(response.writeHead(200).end()));
    expect((await it.ask("/api/photos")).status).toBe(418);
    expect((await it.ask("/blobs")).status).toBe(418);
    expect((await it.ask("/blobs/one", { method: "PUT" })).status).toBe(200);
  });

  it("refuses a target that could be read in two ways before anything reads it", async () => {
    await using it = await opened(taken);
    for (const target of ["//api/photos", "/api/%70hotos", "/blobs/../api", "/api/photos\\"]) {
      const { status, body } = await it.ask(target);
      expect([status, JSON.parse(body.toString()).code]).toEqual([400, "malformed_request"]);
    }
  });

  it("refuses a page whose name was made to lead here", async () => {
    await using it = await opened(taken);
    for (const target of ["/_dev/mailbox", "/blobs/one"]) {
      const { status, body } = await it.ask(target, { headers: { host: "evil.example" } });
      expect([status, JSON.parse(body.toString()).code]).toEqual([421, "misdirected_request"]);
    }
  });

  it("refuses in the words of the API, without repeating a secret", async () => {
    await using it = await opened(taken);
    for (const [target, instance] of [
      ['/api/%70hotos\\"<%>?cursor=secret', "/api/%70hotos%5c%22%3c%25%3e"],
      [`//s/${"T".repeat(43)}`, "//s/TOKEN"],
      [`/${"a.".repeat(500)}%`, `/${"a.".repeat(127)}a`],
    ] as const) {
      const { headers, body } = await it.ask(target);
      expect(JSON.parse(body.toString())).toEqual({
        type: "urn:tintype:problem:malformed_request",
        title: "Bad request",
        status: 400,
        code: "malformed_request",
        detail: "This address is spelled in a way that is not accepted here.",
        instance,
        requestId: headers["x-request-id"],
      });
    }
  });

  it("refuses more of headers than API Gateway would take", async () => {
    await using it = await opened(taken);
    const statusOf = async (length: number) =>
      (await it.ask("/api/photos", { headers: { authorization: "x".repeat(length) } })).status;
    expect([await statusOf(9_000), await statusOf(10_240)]).toEqual([418, 431]);
  });

  it("says what can be done, and where there is nothing", async () => {
    await using it = await opened(async () => false);
    const wrong = await it.ask("/blobs/one", { method: "DELETE" });
    expect([wrong.status, wrong.headers.allow]).toEqual([405, "PUT"]);
    expect((await it.ask("/blobs/one", { method: "PUT" })).status).toBe(404);
  });

  it("reports what nobody foresaw, tells the client nothing of it, and goes on", async () => {
    const reported: unknown[] = [];
    const fault = new Error("canary: /secret/path");
    await using it = await opened(() => Promise.reject(fault), reported);
    const { status, body } = await it.ask("/blobs/one", { method: "PUT" });
    expect([status, JSON.parse(body.toString()).code]).toEqual([500, "internal"]);
    expect(body.toString()).not.toContain("canary");
    expect(reported).toEqual([fault]);
  });

  it("asks whoever waits with a body to send it, but for routes that ask by themselves", async () => {
    /** What a client hears, and then nothing more. */
    const hear = async ({ origin }: { origin: string }, target: string, host: string) => {
      const socket = connect(Number(new URL(origin).port), "127.0.0.1");
      const heads = [`PUT ${target} HTTP/1.1`, `host: ${host}`, "expect: 100-continue", "content-length: 5"];
      socket.write(`${heads.join("\r\n")}\r\n\r\n`);
      let heard = "";
      for await (const piece of socket) {
        heard += String(piece);
        if (heard.includes("HTTP/1.1 4") || heard.includes("HTTP/1.1 2")) break;
      }
      return [heard.startsWith("HTTP/1.1 100 Continue"), /[Cc]onnection: close/.test(heard)];
    };
    const answering = async (_: unknown, response: ServerResponse) => Boolean(response.writeHead(200).end());
    await using asked = await opened(answering);
    await using asking = await opened(answering, [], true);
    expect(await hear(asked, "/blobs/one", "a.example")).toEqual([true, false]);
    expect(await hear(asking, "/api/photos", "a.example")).toEqual([true, false]);
    expect(await hear(asking, "/blobs/one", "a.example")).toEqual([false, true]);
    expect(await hear(asking, "/blobs/one", "evil.example")).toEqual([false, true]);
  });

  it("breaks an answer off that it cannot finish", async () => {
    const reported: unknown[] = [];
    await using it = await opened(async (_, response) => {
      response.writeHead(200, { "content-length": 10 }).write("half");
      throw new Error("The disk is gone.");
    }, reported);
    await expect(it.ask("/blobs/one", { method: "PUT" })).rejects.toThrow();
    expect(reported).toHaveLength(1);
  });
});
