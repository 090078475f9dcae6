import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { testImage } from "../ports/image-processor.memory.ts";
import { anonymous, system } from "../shared/actor.ts";
import type { PhotoId } from "../shared/ids.ts";
import { days, hours, minutes, plus } from "../shared/instant.ts";
import { announce, blobKeys, createWorld, type World } from "../world.fixture.ts";
import type { UploadTicket } from "./upload-ticket.ts";

const MiB = 2 ** 20;
const large = testImage(900, 600, {}, 6 * MiB);

type InParts = Extract<UploadTicket, { kind: "multipart" }>;

function inParts(ticket: UploadTicket | undefined): InParts {
  if (ticket?.kind !== "multipart") throw new RangeError(`This is a ${ticket?.kind}.`);
  return ticket;
}

/** A photo of Ana's that is announced to be sent in parts. */
async function announced(world: World, bytes: Uint8Array = large) {
  const begun = await world.tintype.photos.beginUpload(world.ana, { ...announce(bytes), upload: "multipart" });
  return { id: begun.photo.id, ticket: inParts(begun.upload) };
}

/** Sends one part as the ticket says. */
async function sendPart({ ports }: World, ticket: InParts, number: number, bytes: Uint8Array = large) {
  const part = ticket.parts.find((candidate) => candidate.number === number);
  if (part === undefined) throw new RangeError(`There is no address for part ${number}.`);
  const start = (number - 1) * ticket.partBytes;
  return ports.multipart.send({ method: "PUT", ...part, body: bytes.subarray(start, start + ticket.partBytes) });
}

async function openUploads({ ports }: World): Promise<number> {
  let count = 0;
  for await (const _ of ports.multipart.list("")) count += 1;
  return count;
}

describe("a photo that is sent in parts", () => {
  it("has a ticket with an address for every part, and is ready when all have been sent", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const { id, ticket } = await announced(world);
    expect(ticket).toMatchObject({ partBytes: 5 * MiB, received: [], expiresAt: plus(ports.clock.now(), hours(1)) });
    expect(ticket.parts.map(({ number }) => number)).toEqual([1, 2]);
    expect((await world.send(ticket, large)).status).toBe(200);
    expect((await tintype.photos.completeUpload(ana, id)).state).toBe("uploaded");
    await world.drain();
    expect(await tintype.photos.getPhoto(ana, id)).toMatchObject({ state: "ready", bytes: large.length });
    expect([await openUploads(world), await blobKeys(world, "incoming")]).toEqual([0, []]);
  });

  it("goes on where it was interrupted: only what is missing is sent again", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const { id, ticket } = await announced(world);
    expect((await sendPart(world, ticket, 2)).status).toBe(200);
    ports.clock.advance(hours(2));
    expect((await sendPart(world, ticket, 1)).status).toBe(403);
    const resumed = inParts(await tintype.photos.resumeUpload(ana, id));
    expect(resumed.uploadId).toBe(ticket.uploadId);
    expect(resumed.received).toEqual([{ number: 2, bytes: MiB, etag: expect.any(String) }]);
    expect(resumed.parts.map(({ number }) => number)).toEqual([1]);
    await sendPart(world, resumed, 1);
    expect(inParts(await tintype.photos.resumeUpload(ana, id)).parts).toEqual([]);
    expect((await tintype.photos.completeUpload(ana, id)).state).toBe("uploaded");
  });

  it("begins again where the store has forgotten the parts", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const { id, ticket } = await announced(world, new Uint8Array(7));
    for await (const upload of ports.multipart.list("")) await ports.multipart.abort(upload);
    const resumed = inParts(await tintype.photos.resumeUpload(ana, id));
    expect(resumed.uploadId).not.toBe(ticket.uploadId);
    expect(resumed.parts.map(({ number }) => number)).toEqual([1]);
    expect(inParts(await tintype.photos.resumeUpload(ana, id)).uploadId).toBe(resumed.uploadId);
  });

  it("says which parts are missing, and takes no parts but those that arrived", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const { id, ticket } = await announced(world);
    const complete = (parts?: { number: number; etag: string }[]) =>
      tintype.photos.completeUpload(ana, id, parts && { parts });
    await expect(complete()).rejects.toThrow("Parts 1 and 2 have not arrived yet: send what is missing.");
    const one = { number: 1, etag: (await sendPart(world, ticket, 1)).etag ?? "" };
    await expect(complete([one])).rejects.toThrow("Part 2 has not arrived yet: send what is missing.");
    const two = { number: 2, etag: (await sendPart(world, ticket, 2)).etag ?? "" };
    for (const wrong of [
      [],
      [one],
      [two, one],
      [one, one],
      [one, { ...two, etag: one.etag }],
      [one, two, { ...two, number: 3 }],
    ]) {
      expect(await codeOf(complete(wrong)), JSON.stringify(wrong)).toBe("invalid_input");
    }
    expect((await tintype.photos.getPhoto(ana, id)).state).toBe("initiated");
    expect((await complete([one, two])).state).toBe("uploaded");
    expect((await complete([two])).state).toBe("uploaded");
    expect((await complete()).state).toBe("uploaded");
  });

  it("is one photo of requests with one Idempotency-Key, which learn what has arrived", async () => {
    const world = await createWorld();
    const idempotency = { keyHash: "key", bodyHash: "body" };
    const begin = () =>
      world.tintype.photos.beginUpload(world.ana, { ...announce(large), upload: "multipart" }, { idempotency });
    const first = await begin();
    await sendPart(world, inParts(first.upload), 1);
    const again = await begin();
    expect(again.photo.id).toBe(first.photo.id);
    expect(inParts(again.upload)).toMatchObject({
      uploadId: inParts(first.upload).uploadId,
      received: [{ number: 1 }],
    });
    expect(await openUploads(world)).toBe(1);
  });

  it("may be empty, and says then why it is no photo", async () => {
    const world = await createWorld();
    const empty = new Uint8Array();
    const { id, ticket } = await announced(world, empty);
    await world.send(ticket, empty);
    await world.tintype.photos.completeUpload(world.ana, id);
    await world.drain();
    expect((await world.tintype.photos.getPhoto(world.ana, id)).failure?.code).toBe("image_empty");
  });

  it("fails when the bytes have another hash than was stated", async () => {
    const world = await createWorld();
    const input = { ...announce(new Uint8Array(7)), sha256: "0".repeat(64), upload: "multipart" } as const;
    const { photo, upload } = await world.tintype.photos.beginUpload(world.ana, input);
    await world.send(upload, new Uint8Array(7));
    await world.tintype.photos.completeUpload(world.ana, photo.id);
    await world.drain();
    expect((await world.tintype.photos.getPhoto(world.ana, photo.id)).state).toBe("failed");
  });

  it("leaves no upload behind where there is no room", async () => {
    const world = await createWorld({ settings: { quota: { free: { bytes: 6 } } } });
    expect(await codeOf(announced(world, new Uint8Array(7)))).toBe("quota_exceeded");
    expect(await openUploads(world)).toBe(0);
  });

  it("has addresses for a hundred parts at a time", async () => {
    const world = await createWorld({ settings: { original: { bytes: 2_000 * MiB } } });
    const input = { ...announce(new Uint8Array()), bytes: 1_000 * MiB, upload: "multipart" } as const;
    const { upload } = await world.tintype.photos.beginUpload(world.ana, input);
    expect(inParts(upload).parts.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
  });
});

describe("an upload that nobody finishes", () => {
  it("vanishes after a day, with its parts", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const { id, ticket } = await announced(world);
    await sendPart(world, ticket, 1);
    ports.clock.advance(days(1) - minutes(1));
    await tintype.reconcile();
    await tintype.sweep();
    await world.drain();
    expect([(await tintype.photos.getPhoto(ana, id)).state, await openUploads(world)]).toEqual(["initiated", 1]);
    ports.clock.advance(days(1));
    await tintype.reconcile();
    await world.drain();
    expect([await codeOf(tintype.photos.getPhoto(ana, id)), await openUploads(world)]).toEqual(["photo_not_found", 0]);
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(0);
  });

  it("is finished for whoever has sent everything and said nothing", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const { id, ticket } = await announced(world);
    await world.send(ticket, large);
    ports.clock.advance(minutes(11));
    expect((await tintype.reconcile()).troubles).toEqual([]);
    await world.drain();
    expect((await tintype.photos.getPhoto(ana, id)).state).toBe("ready");
  });

  it("goes at once when it is abandoned, once or again", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const { id, ticket } = await announced(world);
    await sendPart(world, ticket, 1);
    await tintype.photos.abandonUpload(ana, id);
    await world.drain();
    await tintype.photos.abandonUpload(ana, id);
    expect([await openUploads(world), await codeOf(tintype.photos.getPhoto(ana, id))]).toEqual([0, "photo_not_found"]);
    expect((await sendPart(world, ticket, 2)).status).toBe(404);
    expect((await tintype.accounts.getAccount(ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
  });

  it("is swept after a day where no photo waits for it", async () => {
    const world = await createWorld();
    const { tintype, ports } = world;
    await ports.multipart.begin("t/01k9memry00000000000099999/01k9memry00000000000099999", "image/jpeg");
    await ports.multipart.begin("u/somebody/holiday.jpg", "image/jpeg");
    const { ticket } = await announced(world, new Uint8Array(7));
    ports.clock.advance(days(1) - 1);
    expect([await tintype.sweep(), await openUploads(world)]).toEqual([0, 3]);
    ports.clock.advance(1);
    expect([await tintype.sweep(), await openUploads(world)]).toEqual([2, 1]);
    expect((await world.send(ticket, new Uint8Array(7))).status).toBe(403);
    expect(await codeOf(tintype.photos.sweepParts(world.ana))).toBe("not_allowed");
  });
});

describe("the ticket of an upload", () => {
  it.each(["put", "post"] as const)("is signed anew for one that is sent by %s", async (upload) => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const bytes = world.picture();
    const begun = await tintype.photos.beginUpload(ana, { ...announce(bytes), upload });
    ports.clock.advance(hours(2));
    expect((await world.send(begun.upload, bytes)).status).toBe(403);
    const ticket = await tintype.photos.resumeUpload(ana, begun.photo.id);
    expect(ticket).toMatchObject({ kind: upload, expiresAt: plus(ports.clock.now(), hours(1)) });
    expect((await world.send(ticket, bytes)).status).toBe(200);
    await tintype.photos.completeUpload(ana, begun.photo.id);
    await world.drain();
    expect((await tintype.photos.getPhoto(ana, begun.photo.id)).state).toBe("ready");
  });

  it("is not given once the bytes have arrived, and nothing is abandoned once they are a photo", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const { id } = await world.upload(world.picture());
    expect(await codeOf(tintype.photos.resumeUpload(ana, id))).toBe("photo_state_conflict");
    await world.drain();
    expect(await codeOf(tintype.photos.resumeUpload(ana, id))).toBe("photo_state_conflict");
    expect(await codeOf(tintype.photos.abandonUpload(ana, id))).toBe("photo_state_conflict");
    expect((await tintype.photos.getPhoto(ana, id)).state).toBe("ready");
  });

  it("is nobody else's, and neither is anything else about an upload", async () => {
    const world = await createWorld();
    const { photos } = world.tintype;
    const { id } = await announced(world, new Uint8Array(7));
    const absent = "01KAFAKE000000000000009999" as PhotoId;
    const asked = [
      (actor: typeof world.ana, photo: PhotoId) => photos.resumeUpload(actor, photo),
      (actor: typeof world.ana, photo: PhotoId) => photos.completeUpload(actor, photo),
      (actor: typeof world.ana, photo: PhotoId) => photos.abandonUpload(actor, photo),
      (actor: typeof world.ana, photo: PhotoId) => photos.signUploadRequest(actor, photo, { method: "POST" }),
    ];
    for (const ask of asked) {
      expect(await codeOf(ask(world.ben, id))).toBe("photo_not_found");
      expect(await codeOf(ask(world.ana, absent))).toBe("photo_not_found");
      expect(await codeOf(ask(anonymous as never, id))).toBe("sign_in_required");
    }
    expect(await codeOf(photos.resumeUpload(system, id))).toBe("photo_not_found");
    expect((await photos.getPhoto(world.ana, id)).state).toBe("initiated");
  });
});
