import { describe, expect, it } from "vitest";
import { sha256 } from "../ports/sha256.memory.ts";
import { announce, createWorld } from "../world.fixture.ts";

describe("announcing bytes that the owner has already", () => {
  it("gives the photo that there is, and nothing to send", async () => {
    const { tintype, ana, develop, picture } = await createWorld();
    const bytes = picture();
    const photo = await develop(bytes);
    const begun = await tintype.photos.beginUpload(ana, { ...announce(bytes), sha256: sha256(bytes) });
    expect(begun).toEqual({ photo, created: false });
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(1);
  });

  it("takes it out of the trash", async () => {
    const { tintype, ana, develop, picture } = await createWorld();
    const bytes = picture();
    const { id } = await develop(bytes);
    await tintype.photos.trashPhoto(ana, id);
    const { photo, upload } = await tintype.photos.beginUpload(ana, { ...announce(bytes), sha256: sha256(bytes) });
    expect([photo.id, photo.state, upload]).toEqual([id, "ready", undefined]);
    expect(photo).not.toHaveProperty("purgeAt");
    expect((await tintype.photos.listPhotos(ana)).items.map((item) => item.id)).toEqual([id]);
  });

  it("is an upload like any other when the photo is somebody else's", async () => {
    const { tintype, ana, ben, develop, picture } = await createWorld();
    const bytes = picture();
    const known = await develop(bytes, {}, ana);
    const { photo, upload } = await tintype.photos.beginUpload(ben, { ...announce(bytes), sha256: sha256(bytes) });
    expect(photo.id).not.toBe(known.id);
    expect(photo.state).toBe("initiated");
    expect(upload).toBeDefined();
  });

  it("is an upload like any other when the photo failed, is gone, or is not verified yet", async () => {
    const { tintype, ana, develop, upload, picture } = await createWorld();
    const refused = picture({ ends: "image_damaged", endsAfter: "preview" });
    const failed = await develop(refused);
    await tintype.photos.trashPhoto(ana, failed.id);
    const gone = picture();
    await tintype.photos.purgePhoto(ana, (await develop(gone)).id);
    const waiting = picture();
    await upload(waiting, { sha256: sha256(waiting) });
    for (const bytes of [refused, gone, waiting]) {
      const begun = await tintype.photos.beginUpload(ana, { ...announce(bytes), sha256: sha256(bytes) });
      expect(begun.photo.state).toBe("initiated");
    }
  });
});
