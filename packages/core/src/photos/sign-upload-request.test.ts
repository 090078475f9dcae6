import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { completionOf, elementOf } from "../ports/multipart-uploads-probes.fixture.ts";
import { hours, minutes } from "../shared/instant.ts";
import { announce, createWorld, type World } from "../world.fixture.ts";
import type { UploadKind } from "./photo.ts";
import type { UploadRequest } from "./sign-upload-request.ts";

/** A photo that is announced, and a client that speaks S3 with signed requests, as Uppy does. */
async function client(world: World, upload: UploadKind, bytes = world.picture()) {
  const { tintype, ana, ports } = world;
  const { photo } = await tintype.photos.beginUpload(ana, { ...announce(bytes), upload });
  const sign = (request: UploadRequest, actor = ana) => tintype.photos.signUploadRequest(actor, photo.id, request);
  const ask = async (request: UploadRequest, body: Uint8Array | string = "") => {
    const { url, headers = {} } = await sign({ key: photo.id, ...request });
    const sent = typeof body === "string" ? Uint8Array.from(body, (letter) => letter.charCodeAt(0)) : body;
    return ports.multipart.send({ method: request.method, url, headers, body: sent });
  };
  const begin = async () => elementOf((await ask({ method: "POST" })).text, "UploadId");
  return { id: photo.id, bytes, sign, ask, begin };
}

describe("signing the requests of a client that speaks S3", () => {
  it("signs an upload in parts from its beginning to its end", async () => {
    const world = await createWorld();
    const { id, bytes, ask, begin } = await client(world, "multipart");
    const uploadId = await begin();
    const part = await ask({ method: "PUT", uploadId, partNumber: 1 }, bytes);
    const listed = await ask({ method: "GET", uploadId });
    const etag = elementOf(listed.text, "ETag");
    expect(part.etag).toBe(`"${etag}"`);
    expect((await ask({ method: "POST", uploadId }, completionOf([{ number: 1, etag }]))).status).toBe(200);
    await world.tintype.photos.confirmUpload(world.ana, id);
    await world.drain();
    expect((await world.tintype.photos.getPhoto(world.ana, id)).state).toBe("ready");
  });

  it("follows the upload that a client began by itself: it can be resumed and completed, and the first one goes", async () => {
    const world = await createWorld();
    const { id, bytes, ask, begin } = await client(world, "multipart");
    const uploadId = await begin();
    await ask({ method: "PUT", uploadId, partNumber: 1 }, bytes);
    expect(await world.tintype.photos.resumeUpload(world.ana, id)).toMatchObject({
      uploadId,
      received: [{ number: 1 }],
    });
    const open: string[] = [];
    for await (const upload of world.ports.multipart.list("")) open.push(upload.uploadId);
    expect(open).toEqual([uploadId]);
    expect((await world.tintype.photos.completeUpload(world.ana, id)).state).toBe("uploaded");
  });

  it("signs aborting; then a client can begin again", async () => {
    const world = await createWorld();
    const { bytes, ask, begin } = await client(world, "multipart");
    const uploadId = await begin();
    await ask({ method: "PUT", uploadId, partNumber: 1 }, bytes);
    expect((await ask({ method: "DELETE", uploadId })).status).toBe(204);
    const another = await begin();
    expect((await ask({ method: "PUT", uploadId: another, partNumber: 1 }, bytes)).status).toBe(200);
  });

  it.each(["put", "multipart"] as const)("signs one PUT of the whole for what is sent by %s", async (kind) => {
    const world = await createWorld();
    const { id, bytes, sign } = await client(world, kind);
    const { url, headers = {}, fields } = await sign({ method: "PUT", key: "IMG_2041.jpg", contentType: "text/html" });
    expect([headers["content-type"], fields]).toEqual(["image/jpeg", undefined]);
    expect((await world.ports.tickets.send({ method: "PUT", url, headers, body: bytes })).status).toBe(200);
    expect((await world.tintype.photos.confirmUpload(world.ana, id)).state).toBe("uploaded");
  });

  it("signs a form for what is sent by post", async () => {
    const world = await createWorld();
    const { id, bytes, sign } = await client(world, "post");
    const { url, headers, fields = {} } = await sign({ method: "PUT", key: id });
    expect(headers).toBe(undefined);
    expect(
      (await world.ports.tickets.sendForm({ url, fields: [...Object.entries(fields), ["file", bytes]] })).status,
    ).toBe(200);
  });

  it("signs for an hour, or for as long as was asked for if that is less", async () => {
    const world = await createWorld();
    const { bytes, sign } = await client(world, "put");
    const send = async (expiresIn: number | undefined, wait: number) => {
      const { url, headers = {} } = await sign({ method: "PUT", ...(expiresIn && { expiresIn }) });
      world.ports.clock.advance(wait);
      return (await world.ports.tickets.send({ method: "PUT", url, headers, body: bytes })).status;
    };
    expect(await send(undefined, hours(1) - 1)).toBe(200);
    expect(await send(604_800, hours(1))).toBe(403);
    expect(await send(60, minutes(1))).toBe(403);
  });

  it.each<[what: string, kind: UploadKind, request: UploadRequest]>([
    ["beginning parts of what is sent at once", "put", { method: "POST" }],
    ["parts of a form", "post", { method: "PUT", uploadId: "x", partNumber: 1 }],
    ["part 0", "multipart", { method: "PUT", uploadId: "x", partNumber: 0 }],
    ["a part that the photo has not", "multipart", { method: "PUT", uploadId: "x", partNumber: 2 }],
    ["a part without a number", "multipart", { method: "PUT", uploadId: "x" }],
    ["a part without an upload", "multipart", { method: "PUT", partNumber: 1 }],
    ["listing without an upload", "multipart", { method: "GET" }],
    ["removing the photo's bytes", "multipart", { method: "DELETE" }],
    ["completing a part", "multipart", { method: "POST", uploadId: "x", partNumber: 1 }],
    ["another method", "multipart", { method: "PATCH" as "PUT" }],
    ["what nobody asked for", "multipart", { method: "POST", bucket: "x" } as UploadRequest],
  ])("refuses %s", async (_, kind, request) => {
    const { sign } = await client(await createWorld(), kind);
    expect(await codeOf(sign(request))).toBe("invalid_input");
  });

  it("refuses parts of an upload that is over, or of another photo", async () => {
    const world = await createWorld();
    const { sign, ask, begin } = await client(world, "multipart");
    const over = await begin();
    await ask({ method: "DELETE", uploadId: over });
    const elsewhere = await (await client(world, "multipart")).begin();
    for (const uploadId of [over, elsewhere, "never"]) {
      expect(await codeOf(sign({ method: "PUT", uploadId, partNumber: 1 }))).toBe("upload_gone");
    }
  });

  it("refuses everything once the bytes have arrived", async () => {
    const world = await createWorld();
    const { id, bytes, ask, sign, begin } = await client(world, "multipart");
    const uploadId = await begin();
    await ask({ method: "PUT", uploadId, partNumber: 1 }, bytes);
    await world.tintype.photos.completeUpload(world.ana, id);
    for (const request of [
      { method: "POST" },
      { method: "PUT" },
      { method: "PUT", uploadId, partNumber: 1 },
    ] as const) {
      expect(await codeOf(sign(request))).toBe("photo_state_conflict");
    }
  });
});
