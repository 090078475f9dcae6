import { request } from "node:http";
import { createLocalMultipartUploads, createLocalUploadTickets, createUploadReceiver } from "@tintype/adapters-local";
import { type BlobStore, createTintype, StorageFull, system, Unavailable, type UploadRequest } from "@tintype/core";
import { createMemoryBlobStore, createMemoryPorts, testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createHttpServer } from "../create-server.ts";
import { blobRoute } from "./blobs.ts";
import { serve } from "./http-server.fixture.ts";

const bytes = testImage(40, 30, {}, 100_000);

/** A server that takes uploads, over ports in memory; `put` may stand in for the store's own. */
async function opened(put?: BlobStore["put"]) {
  const memory = createMemoryPorts();
  const { clock, secrets } = memory;
  const { server, serve: answerWith } = createHttpServer();
  const running = await serve(server);
  const tickets = createLocalUploadTickets({ publicUrl: running.origin, secrets });
  const blobs = { ...memory.blobs, ...(put && { put }) };
  const parts = createMemoryBlobStore({ clock });
  const multipart = createLocalMultipartUploads({ ...memory, parts, blobs, publicUrl: running.origin });
  const tintype = createTintype({ ...memory, tickets, multipart });
  const uploads = createUploadReceiver({ blobs, multipart, secrets, clock });
  const reported: unknown[] = [];
  answerWith({
    localRoutes: [blobRoute({ uploads, tintype })],
    app: (_, response) => response.writeHead(404).end(),
    report: (error) => reported.push(error),
    namesUs: () => true,
  });
  const identity = { issuer: "local_tintype", subject: "ana" };
  const { id } = await tintype.accounts.registerAccount(system, { identity, email: "ana@example.com" });
  const ana = { kind: "user", userId: id } as const;

  /** A photo that is announced, to be sent in that way. */
  async function begin(kind: "put" | "post" | "multipart") {
    const input = { fileName: "one.jpg", contentType: "image/jpeg", bytes: bytes.length, upload: kind };
    const { photo, upload } = await tintype.photos.beginUpload(ana, input);
    const state = async () => (await tintype.photos.getPhoto(ana, photo.id)).state;
    const sign = async (request: UploadRequest) => (await tintype.photos.signUploadRequest(ana, photo.id, request)).url;
    return { upload, state, sign };
  }

  /** The same by one PUT, with what its ticket says. */
  async function announce() {
    const { upload, state } = await begin("put");
    if (upload?.kind !== "put") throw new Error("A ticket to put bytes with is the usual one.");
    const target = upload.url.slice(running.origin.length);
    const headers = { ...upload.headers, "content-length": bytes.length };
    return { target, headers, state };
  }
  return { ...running, port: Number(new URL(running.origin).port), begin, announce, reported };
}

describe(blobRoute, () => {
  it("takes what a ticket allows, and says so with the version once it is confirmed", async () => {
    await using it = await opened();
    const { target, headers, state } = await it.announce();
    const answer = await it.ask(target, { method: "PUT", headers, body: bytes });
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    expect(answer.headers.etag).toMatch(/^"[^"]+"$/);
    expect(await state()).toBe("uploaded");
  });

  it("lets pages of other origins send, and read which version it became", async () => {
    await using it = await opened();
    const { target, headers } = await it.announce();
    const preflight = await it.ask(target, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers["access-control-allow-methods"]).toBe("PUT, POST, GET, DELETE");
    expect(preflight.headers["access-control-allow-headers"]).toContain("content-type");
    const answer = await it.ask(target, { method: "PUT", headers, body: bytes });
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "ETag",
    });
  });

  it("refuses, as S3 does, what no ticket allows, and stores nothing of it", async () => {
    await using it = await opened();
    const { target, headers, state } = await it.announce();
    const refusalOf = async (changes: { target?: string; headers?: object }) => {
      const answer = await it.ask(changes.target ?? target, {
        method: "PUT",
        headers: { ...headers, ...changes.headers },
        body: bytes,
      });
      expect(answer.headers["content-type"]).toBe("application/xml");
      return [answer.status, /<Code>(\w+)<\/Code>/.exec(answer.body.toString())?.[1]];
    };
    expect(await refusalOf({ target: target.replace(/.$/, (last) => (last === "A" ? "B" : "A")) })).toEqual([
      403,
      "SignatureDoesNotMatch",
    ]);
    expect(await refusalOf({ target: "/blobs/o/01jd4/01jd5.jpg" })).toEqual([403, "AccessDenied"]);
    expect(await refusalOf({ headers: { "content-type": "text/html" } })).toEqual([403, "SignatureDoesNotMatch"]);
    expect(await state()).toBe("initiated");
  });

  it("asks whoever waits with a body for one that a ticket allows, and for no other", async () => {
    await using it = await opened();
    const { target, headers, state } = await it.announce();
    const refused = await it.wait(`${target}x`, { method: "PUT", headers, body: bytes });
    expect([refused.wasAsked, refused.status, refused.headers.connection]).toEqual([false, 403, "close"]);
    const taken = await it.wait(target, { method: "PUT", headers, body: bytes });
    expect([taken.wasAsked, taken.status, await state()]).toEqual([true, 200, "uploaded"]);
  });

  it("takes a form, and confirms it", async () => {
    await using it = await opened();
    const { upload, state } = await it.begin("post");
    if (upload?.kind !== "post") throw new Error("A form was asked for.");
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append("file", new Blob([bytes]), "one.jpg");
    const answer = await fetch(upload.url, { method: "POST", body: form });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(answer.headers.get("etag")).toMatch(/^"[^"]+"$/);
    expect(await state()).toBe("uploaded");
  });

  it("takes parts, lists them in XML, and confirms what they were put together to", async () => {
    await using it = await opened();
    const { upload, sign, state } = await it.begin("multipart");
    if (upload?.kind !== "multipart") throw new Error("Parts were asked for.");
    const [part] = upload.parts;
    const sent = await fetch(part?.url ?? "", { method: "PUT", body: bytes });
    expect([sent.status, await sent.text()]).toEqual([200, ""]);
    const listed = await fetch(await sign({ method: "GET", uploadId: upload.uploadId }));
    expect(listed.headers.get("content-type")).toBe("application/xml");
    const etag = /<ETag>&quot;([^&]+)&quot;<\/ETag>/.exec(await listed.text())?.[1];
    expect(sent.headers.get("etag")).toBe(`"${etag}"`);
    expect(await state()).toBe("initiated");

    const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
    const completed = await fetch(await sign({ method: "POST", uploadId: upload.uploadId }), { method: "POST", body });
    expect(await completed.text()).toContain("<CompleteMultipartUploadResult ");
    expect([completed.status, await state()]).toEqual([200, "uploaded"]);
  });

  it("refuses parts of an upload that was aborted, in S3's words", async () => {
    await using it = await opened();
    const { upload, sign } = await it.begin("multipart");
    if (upload?.kind !== "multipart") throw new Error("Parts were asked for.");
    const aborting = await sign({ method: "DELETE", uploadId: upload.uploadId });
    expect((await fetch(aborting, { method: "DELETE" })).status).toBe(204);
    const refused = await fetch(upload.parts[0]?.url ?? "", { method: "PUT", body: bytes });
    expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining("<Code>NoSuchUpload</Code>")]);
  });

  it("stores nothing when the client leaves in the middle, and takes the bytes when it comes back", async () => {
    await using it = await opened();
    const { target, headers, state } = await it.announce();
    const leaving = request({ host: "127.0.0.1", port: it.port, method: "PUT", path: target, headers });
    leaving.on("error", () => {});
    await new Promise((resolve) => leaving.write(bytes.subarray(0, 10_000), resolve));
    await new Promise((resolve) => leaving.once("close", resolve).destroy());
    expect(await state()).toBe("initiated");
    expect((await it.ask(target, { method: "PUT", headers, body: bytes })).status).toBe(200);
    expect(it.reported).toEqual([]);
  });

  it.for([
    [new StorageFull(), 507, "InsufficientStorage"],
    [new Unavailable("The disk does not answer."), 503, "SlowDown"],
  ] as const)("says in S3's words that %s", async ([error, status, code]) => {
    await using it = await opened(() => Promise.reject(error));
    const { target, headers } = await it.announce();
    const answer = await it.ask(target, { method: "PUT", headers, body: bytes });
    expect([answer.status, answer.body.toString()]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)]);
  });

  it("reports what nobody foresaw, and tells nothing of it", async () => {
    const fault = new Error("canary");
    await using it = await opened(() => Promise.reject(fault));
    const { target, headers } = await it.announce();
    const answer = await it.ask(target, { method: "PUT", headers, body: bytes });
    expect([answer.status, answer.body.toString().includes("canary")]).toEqual([500, false]);
    expect(it.reported).toEqual([fault]);
  });
});
