import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { testImage } from "../ports/image-processor.memory.ts";
import { anonymous } from "../shared/actor.ts";
import { blobKeys, createWorld } from "../world.fixture.ts";

const MiB = 2 ** 20;
const idempotency = { keyHash: "key", bodyHash: "body" };

describe("sending a photo with its bytes", () => {
  it("gives a photo that is on its way, and is ready when the lanes have been worked off", async () => {
    const { tintype, ana, drain, picture } = await createWorld();
    const bytes = picture();
    const { photo, created } = await tintype.photos.uploadPhoto(ana, bytes, { fileName: "sea.png", title: "Sea" });
    expect(created).toBe(true);
    expect(photo).toMatchObject({ state: "uploaded", fileName: "sea.png", title: "Sea", bytes: bytes.length });
    await drain();
    expect(await tintype.photos.getPhoto(ana, photo.id)).toMatchObject({ state: "ready", contentType: "image/jpeg" });
  });

  it("keeps the bytes in incoming until they are developed", async () => {
    const world = await createWorld();
    await world.tintype.photos.uploadPhoto(world.ana, world.picture());
    expect(await blobKeys(world, "incoming")).toHaveLength(1);
    await world.drain();
    expect(await blobKeys(world, "incoming")).toEqual([]);
  });

  it("gives the photo that there is for bytes that the owner has, out of the trash, and keeps no second copy", async () => {
    const world = await createWorld();
    const bytes = world.picture();
    const { id } = await world.develop(bytes);
    await world.tintype.photos.trashPhoto(world.ana, id);
    const { photo, created } = await world.tintype.photos.uploadPhoto(world.ana, bytes);
    expect([photo.id, photo.state, created]).toEqual([id, "ready", false]);
    expect(await blobKeys(world, "incoming")).toEqual([]);
    expect((await world.tintype.accounts.getAccount(world.ana)).usage.photos).toBe(1);
  });

  it("never gives one owner's photo to another", async () => {
    const { tintype, ben, develop, picture } = await createWorld();
    const bytes = picture();
    const known = await develop(bytes);
    const { photo, created } = await tintype.photos.uploadPhoto(ben, bytes);
    expect(created).toBe(true);
    expect(photo.id).not.toBe(known.id);
  });

  it("takes 4 MiB and not a byte more", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    expect(await codeOf(tintype.photos.uploadPhoto(ana, testImage(9, 9, {}, 4 * MiB)))).toBe("resolved");
    expect(await codeOf(tintype.photos.uploadPhoto(ana, testImage(9, 9, {}, 4 * MiB + 1)))).toBe("photo_too_large");
    expect(await blobKeys(world, "incoming")).toHaveLength(1);
  });

  it("takes an empty file, and says why it is no photo", async () => {
    const { tintype, ana, drain } = await createWorld();
    const { photo } = await tintype.photos.uploadPhoto(ana, new Uint8Array(0));
    await drain();
    expect((await tintype.photos.getPhoto(ana, photo.id)).failure?.code).toBe("image_empty");
  });

  it("leaves nothing behind where there is no room", async () => {
    const world = await createWorld({ settings: { quota: { free: { bytes: 10 } } } });
    expect(await codeOf(world.tintype.photos.uploadPhoto(world.ana, world.picture()))).toBe("quota_exceeded");
    expect(await blobKeys(world, "incoming")).toEqual([]);
    expect((await world.tintype.accounts.getAccount(world.ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
  });

  it("refuses what nobody asked for, and nobody", async () => {
    const { tintype, ana, picture } = await createWorld();
    const input = { sha256: "0".repeat(64) } as object;
    expect(await codeOf(tintype.photos.uploadPhoto(ana, picture(), input))).toBe("invalid_input");
    expect(await codeOf(tintype.photos.uploadPhoto(anonymous, picture()))).toBe("sign_in_required");
  });

  it("makes one photo of requests with one Idempotency-Key, one after another and at once", async () => {
    const world = await createWorld();
    const bytes = world.picture();
    const send = () => world.tintype.photos.uploadPhoto(world.ana, bytes, {}, { idempotency });
    const sent = await Promise.all([send(), send(), send()]);
    await world.drain();
    sent.push(await send());
    expect(new Set(sent.map(({ photo }) => photo.id)).size).toBe(1);
    expect(sent.map(({ created }) => created)).toEqual([true, true, true, true]);
    expect((await world.tintype.photos.listPhotos(world.ana)).items).toHaveLength(1);
    expect(await blobKeys(world, "incoming")).toEqual([]);
  });

  it("refuses other bytes under the same key, and tells when the result is gone", async () => {
    const { tintype, ana, picture } = await createWorld();
    const { photo } = await tintype.photos.uploadPhoto(ana, picture(), {}, { idempotency });
    const other = { idempotency: { ...idempotency, bodyHash: "other" } };
    expect(await codeOf(tintype.photos.uploadPhoto(ana, picture(), {}, other))).toBe("idempotency_key_reused");
    await tintype.photos.purgePhoto(ana, photo.id);
    expect(await codeOf(tintype.photos.uploadPhoto(ana, picture(), {}, { idempotency }))).toBe("replayed_result_gone");
  });
});
