import { createHmac, hash } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { createS3Door } from "@tintype/adapters-local";
import { createMemoryPorts } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createHttpServer } from "../create-server.ts";
import { serve } from "./http-server.fixture.ts";
import { s3Route } from "./s3.ts";

const bucket = "tintype.incoming";
const prefix = "u/01KAFAKE000000000000000001/";
const secretAccessKey = "a".repeat(43);
const mebibyte = 2 ** 20;

/** A server with the door behind the route, over ports in memory. */
async function opened() {
  const { blobs, clock, ids } = createMemoryPorts();
  const { server, serve: answerWith } = createHttpServer();
  const running = await serve(server);
  const parts = createMemoryPorts().blobs;
  const reported: unknown[] = [];
  const door = createS3Door({
    blobs,
    parts,
    ids,
    clock,
    bucket,
    region: "local",
    publicUrl: running.origin,
    mostBytes: mebibyte,
    lookUp: () => ({ secretAccessKey, prefix }),
    admit: async () => {},
  });
  answerWith({
    localRoutes: [s3Route({ door, bucket, requestId: () => ids.next() })],
    app: (_, response) => response.writeHead(404).end(),
    report: (error) => reported.push(error),
    namesUs: () => true,
  });

  /** As a client signs it that does not sign bodies. */
  function sign(method: string, path: string, headers: Readonly<Record<string, string>> = {}) {
    const date = clock.now().replaceAll(/[-:]|\.\d+/g, "");
    const scope = `${date.slice(0, 8)}/local/s3/aws4_request`;
    const all: Record<string, string> = {
      host: new URL(running.origin).host,
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
      "x-amz-date": date,
      "x-amz-security-token": "token",
      ...headers,
    };
    const names = Object.keys(all).toSorted();
    const lines = names.map((name) => `${name}:${all[name]}\n`).join("");
    const canonical = [method, path, "", lines, names.join(";"), all["x-amz-content-sha256"]].join("\n");
    const text = ["AWS4-HMAC-SHA256", date, scope, hash("sha256", canonical)].join("\n");
    const hmac = (key: string | Buffer, part: string) => createHmac("sha256", key).update(part).digest();
    const signature = hmac(scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`), text).toString(
      "hex",
    );
    const authorization = `AWS4-HMAC-SHA256 Credential=ASIA/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
    return { ...all, authorization };
  }
  const ask = (method: string, path: string, body?: string | Uint8Array, headers?: Record<string, string>) =>
    running.ask(path, { method, headers: sign(method, path, headers), ...(body !== undefined && { body }) });
  return { ...running, port: Number(new URL(running.origin).port), blobs, sign, said: ask, reported };
}

const path = `/${bucket}/${prefix}a.jpg`;

describe(s3Route, () => {
  it("answers with the object as an image that can do nothing, and with a name for the request", async () => {
    await using it = await opened();
    expect((await it.said("PUT", path, "hello", { "content-length": "5" })).status).toBe(200);
    const { status, headers, body } = await it.said("GET", path);
    expect([status, `${body}`]).toEqual([200, "hello"]);
    expect(headers).toMatchObject({
      "content-type": "image/jpeg",
      "content-length": "5",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "x-amz-request-id": expect.stringMatching(/^[0-9A-Z]{26}$/),
    });
    const head = await it.said("HEAD", path);
    expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, "5", 0]);
    const fresh = await it.said("GET", path, undefined, { "if-none-match": headers.etag ?? "" });
    expect([fresh.status, fresh.body.length]).toEqual([304, 0]);
    const part = (ifRange: string) => it.said("GET", path, undefined, { range: "bytes=1-2", "if-range": ifRange });
    expect([`${(await part(headers.etag ?? "")).body}`, `${(await part('"other"')).body}`]).toEqual(["el", "hello"]);
    const removed = await it.said("DELETE", path);
    expect([removed.status, removed.body.length]).toEqual([204, 0]);
  });

  it("refuses in S3's XML, and without a body where there is none", async () => {
    await using it = await opened();
    const { status, headers, body } = await it.said("GET", path);
    expect([status, headers["content-type"]]).toEqual([404, "application/xml"]);
    expect(`${body}`).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><RequestId>${headers["x-amz-request-id"]}</RequestId></Error>`,
    );
    const head = await it.said("HEAD", path);
    expect([head.status, head.body.length]).toEqual([404, 0]);
    const unsigned = await it.ask(path);
    expect([unsigned.status, `${unsigned.body}`]).toEqual([403, expect.stringContaining("<Code>AccessDenied</Code>")]);
    expect(`${(await it.ask(`/${bucket}?x=<script>`)).body}`).not.toContain("<script>");
  });

  it("takes addresses of any spelling, and nothing for another route's", async () => {
    await using it = await opened();
    for (const target of [
      `/${bucket}`,
      `/${bucket}/`,
      `/${bucket}/..%2f..%2fetc`,
      `/${bucket}/../p/x`,
      `/${bucket}//a?b[]=\\`,
    ]) {
      const { status, body } = await it.ask(target);
      expect([status, `${body}`], target).toEqual([403, expect.stringContaining("<Code>AccessDenied</Code>")]);
    }
    expect((await it.ask(`/x/../${bucket}/a`)).status).toBe(400);
  });

  it("lets any page ask with a signature, and read what it needs", async () => {
    await using it = await opened();
    const headers = {
      origin: "https://app.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization,content-md5,amz-sdk-request,x-amz-date,x-evil,cookie",
    };
    const preflight = await it.ask(path, { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE",
      "access-control-allow-headers": "authorization, content-md5, amz-sdk-request, x-amz-date",
    });
    expect(preflight.headers["access-control-allow-credentials"]).toBe(undefined);
    const refused = await it.ask(path);
    expect(refused.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-expose-headers": expect.stringMatching(/\bETag\b.*\bx-amz-request-id\b/),
    });
  });

  it("is heard by whoever is still sending, with a length or without", async () => {
    await using it = await opened();
    const large = Buffer.alloc(8 * mebibyte);
    for (const headers of [
      { "content-length": `${large.length}` },
      {
        "transfer-encoding": "chunked",
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": `${large.length}`,
        "x-amz-trailer": "x-amz-checksum-crc32",
      },
    ]) {
      const { status, headers: said, body } = await it.said("PUT", path, large, headers);
      expect(status, said.connection).toBe(400);
      expect(`${body}`).toContain("<Code>EntityTooLarge</Code>");
    }
    expect(it.reported).toEqual([]);
  });

  it.each(["PUT", "POST"])("asks nobody for a body who waits with %sting what is not taken", async (method) => {
    await using it = await opened();
    const headers = it.sign(method, path, { "content-length": `${5 * 1_024 * mebibyte}` });
    const { wasAsked, status, headers: said, body } = await it.wait(path, { method, headers });
    expect([wasAsked, status, said.connection]).toEqual([false, method === "PUT" ? 400 : 501, "close"]);
    expect(`${body}`).toContain(method === "PUT" ? "<Code>EntityTooLarge</Code>" : "<Code>NotImplemented</Code>");
    expect(it.reported).toEqual([]);
  });

  it("asks whoever waits for a body that is taken", async () => {
    await using it = await opened();
    const headers = it.sign("PUT", path, { "content-length": "5" });
    const { wasAsked, status } = await it.wait(path, { method: "PUT", headers, body: "hello" });
    expect([wasAsked, status]).toEqual([true, 200]);
    expect(`${(await it.said("GET", path)).body}`).toBe("hello");
  });

  it("is heard by whoever announces far too much, before they are cut off", async () => {
    await using it = await opened();
    const headers = it.sign("PUT", path, { "content-length": `${5 * 1_024 * mebibyte}` });
    const sending = request({ host: "127.0.0.1", port: it.port, method: "PUT", path, headers, agent: false });
    const closed = new Promise((resolve) => sending.once("close", resolve));
    let sent = 0;
    const more = () => {
      if (sending.destroyed) return;
      sent += mebibyte;
      sending.write(Buffer.alloc(mebibyte), more);
    };
    sending.on("error", () => {});
    const answered = new Promise<IncomingMessage>((resolve) => sending.once("response", resolve));
    more();
    const answer = await answered;
    expect([answer.statusCode, await text(answer)]).toEqual([400, expect.stringContaining("EntityTooLarge")]);
    await closed;
    expect(sent).toBeLessThan(200 * mebibyte);
    expect(it.reported).toEqual([]);
  });

  it("listens to nobody without end", async () => {
    await using it = await opened();
    const headers = { ...it.sign("PUT", path, { "transfer-encoding": "chunked" }) };
    const endless = request({ host: "127.0.0.1", port: it.port, method: "PUT", path, headers, agent: false });
    const gone = new Promise<number>((resolve) => {
      let sent = 0;
      const more = () => {
        if (endless.destroyed) return;
        sent += mebibyte;
        endless.write(Buffer.alloc(mebibyte), more);
      };
      endless.on("close", () => resolve(sent));
      endless.on("error", () => {});
      endless.on("response", (response) => response.resume());
      more();
    });
    expect(await gone).toBeLessThan(200 * mebibyte);
    expect(it.reported).toEqual([]);
  });

  it("stores nothing when the client leaves in the middle", async () => {
    await using it = await opened();
    const headers = it.sign("PUT", path, { "content-length": "1000" });
    const leaving = request({ host: "127.0.0.1", port: it.port, method: "PUT", path, headers, agent: false });
    leaving.on("error", () => {});
    await new Promise((resolve) => leaving.write("x".repeat(100), resolve));
    await new Promise((resolve) => leaving.once("close", resolve).destroy());
    expect((await it.said("HEAD", path)).status).toBe(404);
    expect(it.reported).toEqual([]);
  });
});
