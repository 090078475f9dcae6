import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { days } from "../shared/instant.ts";
import { createWorld } from "../world.fixture.ts";

describe("taking a photo out of the trash", () => {
  it("makes it what it was", async () => {
    const { tintype, ana, develop } = await createWorld();
    const photo = await develop();
    await tintype.photos.trashPhoto(ana, photo.id);
    const restored = await tintype.photos.restorePhoto(ana, photo.id);
    expect(restored).toEqual({ ...photo, revision: 3 });
    expect((await tintype.photos.listPhotos(ana)).items).toEqual([restored]);
  });

  it("makes a failed photo failed again", async () => {
    const { tintype, ana, develop, picture } = await createWorld();
    const { id, failure } = await develop(picture({ ends: "image_damaged" }));
    await tintype.photos.trashPhoto(ana, id);
    expect(await tintype.photos.restorePhoto(ana, id)).toMatchObject({ state: "failed", failure });
  });

  it("leaves alone what is not in the trash", async () => {
    const { tintype, ana, develop, upload, picture } = await createWorld();
    for (const photo of [await upload(picture()), await develop()]) {
      const before = await tintype.photos.getPhoto(ana, photo.id);
      expect(await tintype.photos.restorePhoto(ana, photo.id)).toEqual(before);
    }
  });

  it("works until the trash lets go of it", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    await tintype.photos.trashPhoto(ana, id);
    ports.clock.advance(days(30) - 1);
    await tintype.reconcile();
    expect((await tintype.photos.restorePhoto(ana, id)).state).toBe("ready");
    await tintype.photos.trashPhoto(ana, id);
    ports.clock.advance(days(30));
    await tintype.reconcile();
    expect(await codeOf(tintype.photos.restorePhoto(ana, id))).toBe("photo_not_found");
  });

  it("is refused to others, and to somebody who saw another revision", async () => {
    const { tintype, ana, ben, develop } = await createWorld();
    const { id } = await develop();
    await tintype.photos.trashPhoto(ana, id);
    expect(await codeOf(tintype.photos.restorePhoto(ben, id))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.restorePhoto(ana, id, { ifRevision: 1 }))).toBe("revision_conflict");
    expect(await codeOf(tintype.photos.restorePhoto(ana, id, { ifRevision: 2 }))).toBe("resolved");
  });
});
