import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import type { PhotoId } from "../shared/ids.ts";
import { announce, createWorld } from "../world.fixture.ts";

describe("confirming an upload", () => {
  it("takes note of the bytes, once, whoever confirms and however often", async () => {
    const { ports, tintype, ana, send, drain, picture } = await createWorld({ repeats: 0 });
    const bytes = picture();
    const { photo, upload } = await tintype.photos.beginUpload(ana, announce(bytes));
    await send(upload, bytes);
    const confirmed = await Promise.all(
      [ana, system, ana].map((actor) => tintype.photos.confirmUpload(actor, photo.id)),
    );
    expect(confirmed.map(({ state }) => state)).toEqual(["uploaded", "uploaded", "uploaded"]);
    expect((await ports.photos.get(photo.id))?.saved).toBe(2);
    const { done } = await drain();
    expect(done.map(({ event }) => event.type)).toEqual(["photo_uploaded"]);
    expect((await tintype.photos.confirmUpload(ana, photo.id)).state).toBe("ready");
  });

  it("is refused while there are no bytes", async () => {
    const { tintype, ana } = await createWorld();
    const { photo } = await tintype.photos.beginUpload(ana, announce(new Uint8Array(7)));
    expect(await codeOf(tintype.photos.confirmUpload(ana, photo.id))).toBe("upload_missing");
    expect((await tintype.photos.getPhoto(ana, photo.id)).state).toBe("initiated");
  });

  it("fails bytes of another size than was announced, and gives the room back", async () => {
    const { ports, tintype, ana, drain, picture } = await createWorld();
    const bytes = picture();
    const { photo } = await tintype.photos.beginUpload(ana, announce(bytes));
    const { key } = (await ports.photos.get(photo.id))?.upload ?? { key: "" };
    await ports.blobs.put({ area: "incoming", key }, bytes.subarray(1), { bytes: bytes.length - 1 });
    const failed = await tintype.photos.confirmUpload(ana, photo.id);
    expect(failed).toMatchObject({ state: "failed", failure: { code: "size_mismatch" } });
    await drain();
    expect((await tintype.accounts.getAccount(ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
    expect(await ports.blobs.head({ area: "incoming", key })).toBeUndefined();
  });

  it("changes nothing for a photo that has been abandoned meanwhile", async () => {
    const { tintype, ana, send, picture } = await createWorld();
    const bytes = picture();
    const { photo, upload } = await tintype.photos.beginUpload(ana, announce(bytes));
    await tintype.photos.trashPhoto(ana, photo.id);
    await send(upload, bytes);
    expect(await codeOf(tintype.photos.confirmUpload(system, photo.id))).toBe("photo_not_found");
  });

  it("is nobody else's business", async () => {
    const { tintype, ana, ben, send, picture } = await createWorld();
    const bytes = picture();
    const { photo, upload } = await tintype.photos.beginUpload(ana, announce(bytes));
    await send(upload, bytes);
    const absent = "01KAFAKE000000000000009999" as PhotoId;
    expect(await codeOf(tintype.photos.confirmUpload(ben, photo.id))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.confirmUpload(system, absent))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.confirmUpload(anonymous, photo.id))).toBe("sign_in_required");
  });
});
