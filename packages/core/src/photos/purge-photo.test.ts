import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import { Unavailable } from "../shared/errors.ts";
import { announce, blobKeys, createWorld, type World } from "../world.fixture.ts";

const areas = ["incoming", "originals", "media"] as const;
const everything = async (world: World) => (await Promise.all(areas.map((area) => blobKeys(world, area)))).flat();

describe("purging a photo", () => {
  it("ends it at once, and takes its bytes, its room and its links with it", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const { id } = await world.develop();
    await tintype.shares.createShare(ana, id);
    await tintype.photos.purgePhoto(ana, id);
    expect(await codeOf(tintype.photos.getPhoto(ana, id))).toBe("photo_not_found");
    expect((await tintype.photos.listPhotos(ana)).items).toEqual([]);
    expect((await tintype.photos.listPhotos(ana, { state: "trashed" })).items).toEqual([]);
    await world.drain();
    expect(await everything(world)).toEqual([]);
    expect((await tintype.accounts.getAccount(ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
    expect((await tintype.shares.listShares(ana)).items).toEqual([]);
  });

  it("is possible in every state", async () => {
    const world = await createWorld();
    const { tintype, ana, picture } = world;
    const trashed = (await world.develop()).id;
    await tintype.photos.trashPhoto(ana, trashed);
    const ids = [
      (await tintype.photos.beginUpload(ana, announce(picture()))).photo.id,
      (await world.develop()).id,
      (await world.develop(picture({ ends: "image_damaged" }))).id,
      trashed,
      (await world.upload(picture())).id,
    ];
    for (const id of ids) await tintype.photos.purgePhoto(ana, id);
    await world.drain();
    expect(await everything(world)).toEqual([]);
    expect((await tintype.accounts.getAccount(ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
  });

  it("changes nothing when it is done again, by either way of deleting", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    await tintype.photos.purgePhoto(ana, id);
    const tombstone = await ports.photos.get(id);
    await tintype.photos.purgePhoto(ana, id, { ifRevision: 1 });
    await tintype.photos.trashPhoto(ana, id);
    expect(await ports.photos.get(id)).toEqual(tombstone);
  });

  it("cannot be undone", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    await tintype.photos.purgePhoto(ana, id);
    expect(await codeOf(tintype.photos.restorePhoto(ana, id))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.editPhoto(ana, id, { title: "x" }))).toBe("photo_not_found");
    expect(await codeOf(tintype.shares.createShare(ana, id))).toBe("photo_not_found");
  });

  it("is refused to others, and to somebody who saw another revision", async () => {
    const { tintype, ana, ben, develop } = await createWorld();
    const { id } = await develop();
    expect(await codeOf(tintype.photos.purgePhoto(ben, id))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.purgePhoto(anonymous, id))).toBe("sign_in_required");
    expect(await codeOf(tintype.photos.purgePhoto(system, id))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.purgePhoto(ana, id, { ifRevision: 7 }))).toBe("revision_conflict");
    await tintype.photos.purgePhoto(ana, id);
    expect(await codeOf(tintype.photos.purgePhoto(ben, id))).toBe("photo_not_found");
  });

  it.each(["first", "second", "third", "fourth"])(
    "while it is being developed leaves no byte, whenever it comes: before the %s write",
    async (place) => {
      const world = await createWorld();
      const { ports, ana, tintype } = world;
      const { id } = await world.upload(world.picture());
      let left = ["first", "second", "third", "fourth"].indexOf(place);
      const interrupt = async () => {
        if (left === 0) {
          await tintype.photos.purgePhoto(ana, id);
          await world.drain();
        }
        left -= 1;
      };
      const put: BlobStore["put"] = async (...args) => interrupt().then(() => ports.blobs.put(...args));
      const copyOnce: BlobStore["copyOnce"] = async (...args) => interrupt().then(() => ports.blobs.copyOnce(...args));
      const slow = createTintype({ ...ports, blobs: { ...ports.blobs, put, copyOnce } });
      await slow.photos.developPhoto(system, id, { attempt: 1 });
      expect(left).toBeLessThan(0);
      expect(await everything(world)).toEqual([]);
      expect((await ports.photos.get(id))?.state).toBe("purged");
      expect((await tintype.accounts.getAccount(ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
    },
  );

  it("while it is being developed leaves no byte when developing fails, and is tried again", async () => {
    const world = await createWorld();
    const { ports, ana, tintype } = world;
    const { id } = await world.upload(world.picture());
    const put: BlobStore["put"] = async (...args) => {
      await tintype.photos.purgePhoto(ana, id);
      for (const delivery of await ports.queue.take("purge", { lease: 1, limit: 9 })) await tintype.react(delivery);
      await ports.blobs.put(...args);
      throw new Unavailable("The answer was lost.");
    };
    const limping = createTintype({ ...ports, blobs: { ...ports.blobs, put } });
    expect(await codeOf(limping.photos.developPhoto(system, id, { attempt: 1 }))).toBe("unavailable");
    expect(await everything(world)).toHaveLength(1);
    await tintype.photos.developPhoto(system, id, { attempt: 2 });
    expect(await everything(world)).toEqual([]);
  });
});
