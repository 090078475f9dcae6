import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous } from "../shared/actor.ts";
import { Sha256 } from "../shared/ids.ts";
import { days } from "../shared/instant.ts";
import { blobKeys, createWorld, type World } from "../world.fixture.ts";

const idempotency = { keyHash: "key", bodyHash: "body" };

/** Bytes that Ana has put there with an SDK of AWS. */
async function put(world: World, name = "holiday/IMG_2041.jpg", bytes = world.picture()) {
  const key = `u/${world.ana.userId}/${name}`;
  await world.ports.blobs.put({ area: "incoming", key }, bytes, { bytes: bytes.length });
  return { key, bytes };
}

describe("a photo of bytes that were put into incoming", () => {
  it("is developed like any other, and has the words that are said of it", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const { key } = await put(world);
    const input = { incomingKey: key, fileName: "sea.jpg", title: "Sea", tags: ["a"] };
    const { photo, created } = await tintype.photos.uploadIncoming(ana, input);
    expect([photo.state, created]).toEqual(["uploaded", true]);
    await world.drain();
    const ready = await tintype.photos.getPhoto(ana, photo.id);
    expect(ready).toMatchObject({ state: "ready", fileName: "sea.jpg", title: "Sea", tags: ["a"] });
  });

  it("is made of whatever name S3 takes, and is called so where nothing else is said", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const names = [
      ["My photo.JPG", "My photo.JPG"],
      ["Ferien/Übung+1 100%.jpg", "Übung+1 100%.jpg"],
      ["a\u0308.jpg", "ä.jpg"],
      ["\u{1F600}/\u202Egpj.exe", "gpj.exe"],
      ["\u202E", "photo"],
      ["a".repeat(300), "photo"],
    ] as const;
    for (const [name, fileName] of names) {
      const { key } = await put(world, name);
      const { photo } = await tintype.photos.uploadIncoming(ana, { incomingKey: key });
      expect(photo.fileName, name).toBe(fileName);
    }
    await world.drain();
    const { items } = await tintype.photos.listPhotos(ana);
    expect(items.map(({ state }) => state)).toEqual(names.map(() => "ready"));
    world.ports.clock.advance(days(1));
    await tintype.sweep();
    expect(await blobKeys(world, "incoming")).toEqual([]);
  });

  it("is of the bytes that lay there, whatever is written there afterwards", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const { key } = await put(world, "a.jpg", world.picture());
    const { photo } = await tintype.photos.uploadIncoming(ana, { incomingKey: key });
    await put(world, "a.jpg", world.picture({ ends: "image_damaged" }));
    await world.drain();
    expect((await tintype.photos.getPhoto(ana, photo.id)).state).toBe("ready");
    ports.clock.advance(days(1));
    await tintype.sweep();
    expect(await blobKeys(world, "incoming")).toEqual([]);
  });

  it("is copied by the store alone, however large it is: none of its bytes is read or written here", async () => {
    const world = await createWorld();
    const { ana, ports } = world;
    const { key } = await put(world);
    const blobs = {
      ...ports.blobs,
      open: async () => Promise.reject(new Error("It was read.")),
      put: async () => Promise.reject(new Error("It was written.")),
    };
    const { photo } = await createTintype({ ...ports, blobs }).photos.uploadIncoming(ana, { incomingKey: key });
    expect(photo.state).toBe("uploaded");
  });

  it("is the photo that there is for a stated hash that the owner has, and keeps no second copy", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const { key, bytes } = await put(world);
    const { id } = await world.develop(bytes);
    const { sha256 } = await tintype.photos.getPhoto(ana, id);
    await tintype.photos.trashPhoto(ana, id);
    const { photo, created } = await tintype.photos.uploadIncoming(ana, { incomingKey: key, sha256 });
    expect([photo.id, photo.state, created]).toEqual([id, "ready", false]);
    expect(await blobKeys(world, "incoming")).toEqual([key]);
  });

  it("is failed where its bytes have another hash than was stated", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const { key } = await put(world);
    const sha256 = Sha256.parse("0".repeat(64));
    const { photo } = await tintype.photos.uploadIncoming(ana, { incomingKey: key, sha256 });
    await world.drain();
    expect((await tintype.photos.getPhoto(ana, photo.id)).failure?.code).toBe("hash_mismatch");
  });

  it("is one of requests with one Idempotency-Key", async () => {
    const world = await createWorld();
    const { key } = await put(world);
    const make = () => world.tintype.photos.uploadIncoming(world.ana, { incomingKey: key }, { idempotency });
    const made = [...(await Promise.all([make(), make()])), await make()];
    expect(new Set(made.map(({ photo }) => photo.id)).size).toBe(1);
    expect((await world.tintype.photos.listPhotos(world.ana)).items).toHaveLength(1);
  });

  it("is refused alike for what is not there and for what is somebody else's", async () => {
    const world = await createWorld();
    const { tintype, ana, ben } = world;
    const { key } = await put(world);
    const { upload } = await tintype.photos.beginUpload(ana, { fileName: "a", contentType: "a/b", bytes: 1 });
    await world.send(upload, new Uint8Array(1));
    const [ticketed = ""] = await blobKeys(world, "incoming");
    expect(ticketed).toMatch(/^t\//);
    for (const incomingKey of [key, ticketed, "u/nobody/a.jpg", `u/${ben.userId}`, `u/${ben.userId}/never.jpg`]) {
      const refused = tintype.photos.uploadIncoming(ben, { incomingKey });
      await expect(refused, incomingKey).rejects.toMatchObject({
        code: "incoming_not_found",
        message: "There are no such bytes among those that you have put there.",
      });
    }
    expect(await codeOf(tintype.photos.uploadIncoming(ana, { incomingKey: ticketed }))).toBe("incoming_not_found");
  });

  it("is refused for keys that no blob can have", async () => {
    const { tintype, ana, ben } = await createWorld();
    const own = `u/${ana.userId}/`;
    for (const key of [
      own,
      `${own}../${ben.userId}/a`,
      `${own}./a`,
      `${own}/a`,
      `${own}a\n`,
      `${own}\uD800`,
      `${own}a/`,
      "",
      "t/a b",
      `${own}${"ä".repeat(500)}`,
    ]) {
      expect(await codeOf(tintype.photos.uploadIncoming(ana, { incomingKey: key })), key).toBe("invalid_input");
    }
  });

  it("is refused when it is too large, or has no room, and leaves nothing behind", async () => {
    const world = await createWorld({ settings: { original: { bytes: 700 }, quota: { free: { bytes: 500 } } } });
    const tooLarge = await put(world, "larger.jpg", new Uint8Array(701));
    const noRoom = await put(world, "fits.jpg", new Uint8Array(501));
    const make = (key: string) => codeOf(world.tintype.photos.uploadIncoming(world.ana, { incomingKey: key }));
    expect([await make(tooLarge.key), await make(noRoom.key)]).toEqual(["photo_too_large", "quota_exceeded"]);
    expect((await blobKeys(world, "incoming")).filter((key) => key.startsWith("t/"))).toEqual([]);
    expect((await world.tintype.accounts.getAccount(world.ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
  });

  it("is for people with an account", async () => {
    const world = await createWorld();
    const { key } = await put(world);
    expect(await codeOf(world.tintype.photos.uploadIncoming(anonymous, { incomingKey: key }))).toBe("sign_in_required");
  });
});
