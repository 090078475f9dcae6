import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import type { PhotoId } from "../shared/ids.ts";
import { days, plus } from "../shared/instant.ts";
import { announce, blobKeys, createWorld } from "../world.fixture.ts";

describe("putting a photo into the trash", () => {
  it("takes it out of the library, for thirty days, and keeps its bytes and its room", async () => {
    const world = await createWorld();
    const { ports, tintype, ana } = world;
    const { id } = await world.develop();
    await tintype.photos.trashPhoto(ana, id);
    expect((await tintype.photos.listPhotos(ana)).items).toEqual([]);
    const [photo] = (await tintype.photos.listPhotos(ana, { state: "trashed" })).items;
    const now = ports.clock.now();
    expect(photo).toMatchObject({ id, state: "trashed", trashedAt: now, purgeAt: plus(now, days(30)), revision: 2 });
    expect(await blobKeys(world, "originals")).toHaveLength(1);
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(1);
  });

  it("changes nothing when it is done again, even with an old revision", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    await tintype.photos.trashPhoto(ana, id, { ifRevision: 1 });
    const trashed = await ports.photos.get(id);
    ports.clock.advance(days(1));
    await tintype.photos.trashPhoto(ana, id, { ifRevision: 1 });
    expect(await ports.photos.get(id)).toEqual(trashed);
  });

  it("is refused to somebody who saw another revision", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    await expect(tintype.photos.trashPhoto(ana, id, { ifRevision: 2 })).rejects.toMatchObject({
      code: "revision_conflict",
      current: 1,
    });
  });

  it("keeps a photo that failed, with its reason", async () => {
    const { tintype, ana, develop, picture } = await createWorld();
    const { id } = await develop(picture({ ends: "image_damaged" }));
    await tintype.photos.trashPhoto(ana, id);
    expect(await tintype.photos.getPhoto(ana, id)).toMatchObject({
      state: "trashed",
      failure: { code: "image_damaged" },
    });
  });

  it("abandons what is still on its way: its room is free at once when the lanes have been worked off", async () => {
    const world = await createWorld();
    const { tintype, ana, picture } = world;
    const announced = (await tintype.photos.beginUpload(ana, announce(picture()))).photo.id;
    const uploaded = (await world.upload(picture())).id;
    for (const id of [announced, uploaded]) {
      await tintype.photos.trashPhoto(ana, id);
      expect(await codeOf(tintype.photos.getPhoto(ana, id))).toBe("photo_not_found");
      expect(await codeOf(tintype.photos.trashPhoto(ana, id))).toBe("resolved");
    }
    await world.drain();
    expect((await tintype.accounts.getAccount(ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
    expect(await blobKeys(world, "incoming")).toEqual([]);
  });

  it("is nobody else's business", async () => {
    const { tintype, ben, develop } = await createWorld();
    const { id } = await develop();
    expect(await codeOf(tintype.photos.trashPhoto(ben, id))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.trashPhoto(ben, "01KAFAKE000000000000009999" as PhotoId))).toBe(
      "photo_not_found",
    );
    expect(await codeOf(tintype.photos.trashPhoto(anonymous, id))).toBe("sign_in_required");
    expect(await codeOf(tintype.photos.trashPhoto(system, id))).toBe("photo_not_found");
  });
});
