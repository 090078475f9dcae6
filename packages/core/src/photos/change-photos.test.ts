import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import { Unavailable } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { announce, blobKeys, createWorld } from "../world.fixture.ts";
import { changePhotos, type PhotoBatch } from "./change-photos.ts";

const nobodys = "01KAFAKE00000000000000ZZZZ";

describe("changing many photos at once", () => {
  it("trashes, restores and purges every one of them", async () => {
    const world = await createWorld();
    const { tintype, ana, develop, drain, ports } = world;
    const ids = [(await develop()).id, (await develop()).id, (await develop()).id];
    const states = async () => Promise.all(ids.map(async (id) => (await ports.photos.get(id))?.state));
    const done = { done: ids, refused: [] };
    expect(await tintype.photos.changePhotos(ana, { ids, action: "trash" })).toEqual(done);
    expect(await states()).toEqual(["trashed", "trashed", "trashed"]);
    expect(await tintype.photos.changePhotos(ana, { ids, action: "restore" })).toEqual(done);
    expect(await states()).toEqual(["ready", "ready", "ready"]);
    expect(await tintype.photos.changePhotos(ana, { ids, action: "purge" })).toEqual(done);
    expect(await states()).toEqual(["purged", "purged", "purged"]);
    await drain();
    expect(await blobKeys(world, "originals")).toEqual([]);
  });

  it("adds tags behind those that there are and takes others away, as they are stored", async () => {
    const { tintype, ana, develop } = await createWorld();
    const first = await develop(undefined, { tags: ["sea", "night"] });
    const second = await develop();
    const ids = [first.id, second.id];
    const tags = async () => Promise.all(ids.map(async (id) => (await tintype.photos.getPhoto(ana, id)).tags));
    await tintype.photos.changePhotos(ana, { ids, action: "tag", tags: ["Zu\u0308rich ", "sea"] });
    expect(await tags()).toEqual([
      ["sea", "night", "Zürich"],
      ["Zürich", "sea"],
    ]);
    await tintype.photos.changePhotos(ana, { ids, action: "untag", tags: ["sea", "Zu\u0308rich", "unknown"] });
    expect(await tags()).toEqual([["night"], []]);
  });

  it("changes nothing, and no revision, where it is so already", async () => {
    const { tintype, ana, develop } = await createWorld();
    const photo = await develop(undefined, { tags: ["sea"] });
    const ids = [photo.id];
    for (const batch of [
      { ids, action: "restore" },
      { ids, action: "tag", tags: ["sea"] },
      { ids, action: "untag", tags: ["night"] },
    ] satisfies PhotoBatch[]) {
      expect(await tintype.photos.changePhotos(ana, batch)).toEqual({ done: ids, refused: [] });
    }
    expect(await tintype.photos.getPhoto(ana, photo.id)).toEqual(photo);
    await tintype.photos.changePhotos(ana, { ids, action: "purge" });
    expect(await tintype.photos.changePhotos(ana, { ids, action: "purge" })).toEqual({ done: ids, refused: [] });
    expect(await tintype.photos.changePhotos(ana, { ids, action: "trash" })).toEqual({ done: ids, refused: [] });
  });

  it("says of each what it was refused, and does the others", async () => {
    const { tintype, ana, ben, develop } = await createWorld();
    const [first, full, last] = [
      await develop(),
      await develop(undefined, { tags: Array.from({ length: 50 }, (_, number) => `${number}`) }),
      await develop(),
    ];
    const [bens, purged] = [await develop(undefined, {}, ben), await develop()];
    await tintype.photos.purgePhoto(ana, purged.id);
    const ids = [nobodys, first.id, bens.id, "nonsense", full.id, purged.id, first.id.toLowerCase(), last.id];
    expect(await tintype.photos.changePhotos(ana, { ids, action: "tag", tags: ["sea"] })).toEqual({
      done: [first.id, last.id],
      refused: [
        { id: nobodys, code: "photo_not_found" },
        { id: bens.id, code: "photo_not_found" },
        { id: "nonsense", code: "photo_not_found" },
        { id: full.id, code: "invalid_input" },
        { id: purged.id, code: "photo_not_found" },
        { id: first.id.toLowerCase(), code: "photo_not_found" },
      ],
    });
    expect(await tintype.photos.getPhoto(ben, bens.id)).toEqual(bens);
    expect(await tintype.photos.getPhoto(ana, full.id)).toEqual(full);
    expect((await tintype.photos.getPhoto(ana, last.id)).tags).toEqual(["sea"]);
  });

  it("abandons what is still on its way, when that is trashed", async () => {
    const { tintype, ana, ports } = await createWorld();
    const { photo } = await tintype.photos.beginUpload(ana, announce(new Uint8Array(1)));
    await tintype.photos.changePhotos(ana, { ids: [photo.id], action: "trash" });
    expect((await ports.photos.get(photo.id))?.state).toBe("purged");
  });

  it("does it once for a photo that is named twice", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id, revision } = await develop();
    const batch = { ids: [id, "nonsense", id, "nonsense"], action: "tag", tags: ["sea", "sea"] } as const;
    expect(await tintype.photos.changePhotos(ana, { ...batch, ids: [...batch.ids], tags: [...batch.tags] })).toEqual({
      done: [id],
      refused: [{ id: "nonsense", code: "photo_not_found" }],
    });
    expect(await tintype.photos.getPhoto(ana, id)).toMatchObject({ tags: ["sea"], revision: revision + 1 });
  });

  it("keeps both of two changes at once", async () => {
    const { tintype, ana, develop } = await createWorld();
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await develop()).id));
    const tag = (tags: string[]) => tintype.photos.changePhotos(ana, { ids, action: "tag", tags });
    const outcomes = await Promise.all([tag(["sea"]), tag(["night"])]);
    expect(outcomes).toEqual([
      { done: ids, refused: [] },
      { done: ids, refused: [] },
    ]);
    for (const id of ids) {
      expect((await tintype.photos.getPhoto(ana, id)).tags.toSorted()).toEqual(["night", "sea"]);
    }
  });

  it("tells of trouble with one photo as of a refusal, and asks for few at once", async () => {
    const { ports, ana, develop } = await createWorld();
    const ids: PhotoId[] = [];
    for (let made = 0; made < 40; made += 1) ids.push((await develop()).id);
    let [now, most] = [0, 0];
    const photos: typeof ports.photos = {
      ...ports.photos,
      save: async (change, options) => {
        if (change.after.id === ids[7]) throw new Unavailable("The disk is on fire.");
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        await ports.photos.save(change, options);
        now -= 1;
      },
    };
    const outcome = await changePhotos({ ...ports, photos }, ana, { ids, action: "trash" });
    expect(outcome.refused).toEqual([{ id: ids[7], code: "unavailable" }]);
    expect(outcome.done).toEqual(ids.filter((id) => id !== ids[7]));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });

  it("does not take a mistake in the code, nor being called off, for a refusal", async () => {
    const { ports, ana, develop } = await createWorld();
    const { id } = await develop();
    const broken = { ...ports, photos: { ...ports.photos, get: async () => Promise.reject(new TypeError("oops")) } };
    await expect(changePhotos(broken, ana, { ids: [id], action: "trash" })).rejects.toThrow("oops");
    const options = { signal: AbortSignal.abort() };
    await expect(changePhotos(ports, ana, { ids: [id], action: "trash" }, options)).rejects.toThrow();
    expect((await ports.photos.get(id))?.state).toBe("ready");
  });

  it.each<[string, Record<string, unknown>]>([
    ["no photo", { ids: [], action: "trash" }],
    ["more than a hundred", { ids: Array.from({ length: 101 }, () => nobodys), action: "trash" }],
    ["nothing to do", { ids: [nobodys] }],
    ["something that cannot be done", { ids: [nobodys], action: "admire" }],
    ["tags to add, but which?", { ids: [nobodys], action: "tag" }],
    ["no tags to take away", { ids: [nobodys], action: "untag", tags: [] }],
    ["an empty tag", { ids: [nobodys], action: "tag", tags: [" "] }],
    ["tags and the trash", { ids: [nobodys], action: "trash", tags: ["sea"] }],
    ["something unknown", { ids: [nobodys], action: "trash", force: true }],
    ["a number", { ids: [7], action: "trash" }],
  ])("is refused to whoever names %s", async (_, batch) => {
    const { tintype, ana } = await createWorld();
    expect(await codeOf(tintype.photos.changePhotos(ana, batch as PhotoBatch))).toBe("invalid_input");
  });

  it("is for people with an account", async () => {
    const { tintype } = await createWorld();
    const batch: PhotoBatch = { ids: [nobodys], action: "trash" };
    expect(await codeOf(tintype.photos.changePhotos(anonymous, batch))).toBe("sign_in_required");
    expect(await codeOf(tintype.photos.changePhotos(system, batch))).toBe("not_allowed");
  });
});
