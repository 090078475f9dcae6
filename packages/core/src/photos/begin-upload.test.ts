import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import { hours, plus } from "../shared/instant.ts";
import { announce, createWorld } from "../world.fixture.ts";

describe("announcing a photo", () => {
  it("gives a photo that is initiated, and a ticket for its bytes that lasts an hour", async () => {
    const { ports, tintype, ana, picture } = await createWorld();
    const bytes = picture();
    const input = { ...announce(bytes), title: " Sea ", caption: "", tags: ["a", "a", "b"] };
    const { photo, upload } = await tintype.photos.beginUpload(ana, input);
    expect(photo).toEqual({
      id: expect.any(String),
      state: "initiated",
      fileName: "IMG_2041.jpg",
      title: "Sea",
      tags: ["a", "b"],
      visibility: "private",
      contentType: "image/jpeg",
      bytes: bytes.length,
      createdAt: ports.clock.now(),
      updatedAt: ports.clock.now(),
      revision: 1,
    });
    expect(upload).toMatchObject({ kind: "put", method: "PUT", expiresAt: plus(ports.clock.now(), hours(1)) });
    expect(await tintype.photos.getPhoto(ana, photo.id)).toEqual(photo);
  });

  it("takes room in the quota at once", async () => {
    const { tintype, ana } = await createWorld();
    await tintype.photos.beginUpload(ana, { ...announce(new Uint8Array(7)) });
    expect((await tintype.accounts.getAccount(ana)).usage).toMatchObject({ photos: 1, bytes: 7 });
  });

  it("names no key after what the user typed", async () => {
    const { ports, tintype, ana } = await createWorld();
    const fileName = "../../etc/passwd\u0000 \u202Egpj.exe<script>";
    const { photo, upload } = await tintype.photos.beginUpload(ana, { ...announce(new Uint8Array(7)), fileName });
    expect(photo.fileName).toBe("../../etc/passwd gpj.exe<script>");
    expect(JSON.stringify(upload)).not.toContain("passwd");
    expect((await ports.photos.get(photo.id))?.upload.key).toMatch(/^t\/[0-9a-z]{26}\/[0-9a-z]{26}$/);
  });

  it("calls a file whose name is all control characters a photo", async () => {
    const { tintype, ana } = await createWorld();
    const begun = await tintype.photos.beginUpload(ana, { ...announce(new Uint8Array(7)), fileName: "\u0000\u202E" });
    expect(begun.photo.fileName).toBe("photo");
  });

  it.each<[what: string, changes: Record<string, unknown>, code: string]>([
    ["more bytes than an original may have", { bytes: 50 * 2 ** 20 + 1 }, "photo_too_large"],
    ["a negative size", { bytes: -1 }, "invalid_input"],
    ["half a byte", { bytes: 0.5 }, "invalid_input"],
    ["a type that is none", { contentType: "jpeg" }, "invalid_input"],
    ["a type with a parameter", { contentType: "image/jpeg; charset=x" }, "invalid_input"],
    ["a hash in capitals", { sha256: "A".repeat(64) }, "invalid_input"],
    ["a title of 201 characters", { title: "x".repeat(201) }, "invalid_input"],
    ["51 tags", { tags: Array.from({ length: 51 }, (_, tag) => `${tag}`) }, "invalid_input"],
    ["an owner", { owner: "01KAFAKE000000000000000002" }, "invalid_input"],
    ["a state", { state: "ready" }, "invalid_input"],
    ["another way of uploading", { upload: "carrier pigeon" }, "invalid_input"],
  ])("refuses %s, and takes no room", async (_, changes, code) => {
    const { tintype, ana } = await createWorld();
    const input = { ...announce(new Uint8Array(7)), ...changes };
    expect(await codeOf(tintype.photos.beginUpload(ana, input))).toBe(code);
    expect((await tintype.accounts.getAccount(ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
  });

  it("takes exactly as many bytes as an original may have, and says the number to whoever has more", async () => {
    const { tintype, ana } = await createWorld();
    const input = announce(new Uint8Array(0));
    expect(await codeOf(tintype.photos.beginUpload(ana, { ...input, bytes: 50 * 2 ** 20 }))).toBe("resolved");
    const refused = tintype.photos.beginUpload(ana, { ...input, bytes: 50 * 2 ** 20 + 1 });
    await expect(refused).rejects.toThrow("This file has 50.1 MiB; at most 50 MiB can be sent like this.");
  });

  it("is for people with an account", async () => {
    const { tintype, ana } = await createWorld();
    const begin = (actor: Parameters<typeof tintype.photos.beginUpload>[0]) =>
      codeOf(tintype.photos.beginUpload(actor, announce(new Uint8Array(7))));
    expect(await begin(anonymous)).toBe("sign_in_required");
    expect(await begin(system)).toBe("not_allowed");
    expect(await begin({ kind: "user", userId: "01KAFAKE000000000000009999" as typeof ana.userId })).toBe(
      "account_not_found",
    );
  });
});

describe("announcing with an Idempotency-Key", () => {
  const idempotency = { keyHash: "key", bodyHash: "body" };

  it("makes one photo, however often it is repeated, and signs the ticket anew", async () => {
    const { ports, tintype, ana } = await createWorld();
    const begin = () => tintype.photos.beginUpload(ana, announce(new Uint8Array(7)), { idempotency });
    const first = await begin();
    ports.clock.advance(hours(2));
    const again = await begin();
    expect(again.photo).toEqual(first.photo);
    expect(again.upload?.expiresAt).toBe(plus(ports.clock.now(), hours(1)));
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(1);
  });

  it("makes one photo of requests that come at once", async () => {
    const { tintype, ana } = await createWorld();
    const begun = await Promise.all(
      Array.from({ length: 20 }, () => tintype.photos.beginUpload(ana, announce(new Uint8Array(7)), { idempotency })),
    );
    expect(new Set(begun.map(({ photo }) => photo.id)).size).toBe(1);
    expect((await tintype.photos.listPhotos(ana)).items).toHaveLength(1);
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(1);
  });

  it("refuses another request under the same key", async () => {
    const { tintype, ana } = await createWorld();
    await tintype.photos.beginUpload(ana, announce(new Uint8Array(7)), { idempotency });
    const other = { idempotency: { ...idempotency, bodyHash: "other" } };
    expect(await codeOf(tintype.photos.beginUpload(ana, announce(new Uint8Array(8)), other))).toBe(
      "idempotency_key_reused",
    );
  });

  it("tells what has become of the photo meanwhile", async () => {
    const { tintype, ana, send, drain, picture } = await createWorld();
    const bytes = picture();
    const begin = () => tintype.photos.beginUpload(ana, announce(bytes), { idempotency });
    const { photo, upload } = await begin();
    await send(upload, bytes);
    await tintype.photos.confirmUpload(ana, photo.id);
    await drain();
    expect(await begin()).toEqual({ photo: await tintype.photos.getPhoto(ana, photo.id), created: true });
    await tintype.photos.purgePhoto(ana, photo.id);
    expect(await codeOf(begin())).toBe("replayed_result_gone");
  });

  it("begins anew after a day", async () => {
    const { ports, tintype, ana } = await createWorld();
    const begin = () => tintype.photos.beginUpload(ana, announce(new Uint8Array(7)), { idempotency });
    const first = await begin();
    ports.clock.advance(hours(24) - 1);
    expect((await begin()).photo.id).toBe(first.photo.id);
    ports.clock.advance(1);
    expect((await begin()).photo.id).not.toBe(first.photo.id);
  });

  it("keeps no receipt of what was refused", async () => {
    const { tintype, ana } = await createWorld({ settings: { quota: { free: { photos: 1 } } } });
    const { photo } = await tintype.photos.beginUpload(ana, announce(new Uint8Array(1)));
    const begin = () => tintype.photos.beginUpload(ana, announce(new Uint8Array(7)), { idempotency });
    expect(await codeOf(begin())).toBe("quota_exceeded");
    await tintype.photos.purgePhoto(ana, photo.id);
    expect(await codeOf(begin())).toBe("quota_exceeded");
  });
});
