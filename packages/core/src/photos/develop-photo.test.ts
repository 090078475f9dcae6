import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { testImage } from "../ports/image-processor.memory.ts";
import { sha256 } from "../ports/sha256.memory.ts";
import { system } from "../shared/actor.ts";
import type { PhotoId } from "../shared/ids.ts";
import { blobKeys, createWorld } from "../world.fixture.ts";

const idOf = (id: string) => id as PhotoId;

describe("developing a photo", () => {
  it("makes it ready, with everything that its bytes tell", async () => {
    const { tintype, ana, develop } = await createWorld();
    const bytes = testImage(6_000, 4_000, {
      format: "heic",
      contentType: "image/heic",
      frames: 2,
      times: { dateTimeOriginal: "2026:07:01 14:03:22", offsetTimeOriginal: "+09:00" },
      camera: { make: "Fuji", iso: 400 },
      location: { latitude: 37.5, longitude: 127 },
      placeholder: "hash",
      colour: "#123456",
      warnings: [{ code: "image_damaged", detail: "The last rows are grey." }],
    });
    const { id } = await develop(bytes, { contentType: "image/jpeg" });
    const photo = await tintype.photos.getPhoto(ana, id);
    const { renditions, ...rest } = photo;
    expect(rest).toEqual({
      id,
      state: "ready",
      fileName: "IMG_2041.jpg",
      tags: [],
      visibility: "private",
      contentType: "image/heic",
      bytes: bytes.length,
      sha256: sha256(bytes),
      width: 6_000,
      height: 4_000,
      capturedAt: { local: "2026-07-01T14:03:22.000", offset: "+09:00", source: "original" },
      camera: { make: "Fuji", iso: 400 },
      location: { latitude: 37.5, longitude: 127 },
      placeholder: "hash",
      colour: "#123456",
      warnings: [{ code: "image_damaged", detail: "The last rows are grey." }],
      createdAt: photo.createdAt,
      updatedAt: photo.updatedAt,
      revision: 1,
    });
    expect(renditions).toMatchObject({
      thumb: { width: 480, height: 320, contentType: "image/webp" },
      medium: { width: 1_280, height: 853, contentType: "image/webp" },
      large: { width: 2_048, height: 1_365, contentType: "image/jpeg" },
    });
  });

  it("moves the original to where only we write, and nothing stays in incoming", async () => {
    const world = await createWorld();
    const { id } = await world.develop();
    const [original] = await blobKeys(world, "originals");
    expect(original).toMatch(new RegExp(`^o/${id.toLowerCase()}/[0-9a-z]{26}\\.jpg$`));
    expect(await blobKeys(world, "incoming")).toEqual([]);
    expect(await blobKeys(world, "media")).toHaveLength(3);
  });

  it("shows the first rendition while the others are still being made", async () => {
    const { ports, tintype, ana, upload } = await createWorld();
    const bytes = testImage(600, 400, { ends: "image_crashed", endsAfter: "preview" });
    const { id } = await upload(bytes);
    expect(await codeOf(tintype.photos.developPhoto(system, id, { attempt: 1 }))).toBe("image_processor_failed");
    const shown = await tintype.photos.getPhoto(ana, id);
    expect(shown).toMatchObject({ state: "processing", width: 600, placeholder: expect.any(String) });
    expect(Object.keys(shown.renditions ?? {})).toEqual(["thumb"]);
    const { thumb } = shown.renditions ?? {};
    const { pathname, search } = new URL(thumb?.url ?? "");
    expect(ports.urls.opens(pathname.slice(1), search.slice(1), ports.clock.now())).toBe(true);
    expect(await ports.blobs.head({ area: "media", key: pathname.slice(1) })).toBeDefined();
  });

  it("is for nobody but Tintype itself", async () => {
    const { tintype, ana, upload, picture } = await createWorld();
    const { id } = await upload(picture());
    expect(await codeOf(tintype.photos.developPhoto(ana, id, { attempt: 1 }))).toBe("not_allowed");
  });

  it("changes nothing for a photo that is ready, has failed, was not uploaded, or is not there", async () => {
    const { ports, tintype, ana, develop, picture } = await createWorld();
    const ids = [
      (await develop()).id,
      (await develop(picture({ ends: "image_damaged" }))).id,
      (await tintype.photos.beginUpload(ana, { fileName: "a", contentType: "image/png", bytes: 1 })).photo.id,
    ];
    const before = await Promise.all(ids.map((id) => ports.photos.get(id)));
    for (const id of ids) await tintype.photos.developPhoto(system, id, { attempt: 1 });
    expect(await Promise.all(ids.map((id) => ports.photos.get(id)))).toEqual(before);
    await tintype.photos.developPhoto(system, idOf("01KAFAKE000000000000009999"), { attempt: 1 });
  });

  it("ends the same when it is done twice at once", async () => {
    const world = await createWorld();
    const { id } = await world.upload(world.picture());
    const twice = [1, 2].map((attempt) => world.tintype.photos.developPhoto(system, id, { attempt }));
    await Promise.all(twice);
    expect((await world.tintype.photos.getPhoto(world.ana, id)).state).toBe("ready");
    expect((await world.tintype.accounts.getAccount(world.ana)).usage.photos).toBe(1);
    expect([await blobKeys(world, "originals"), await blobKeys(world, "media")].map((keys) => keys.length)).toEqual([
      1, 3,
    ]);
  });

  it("keeps what the owner writes meanwhile", async () => {
    const world = await createWorld();
    const { id } = await world.upload(world.picture());
    const edits = ["a", "b", "c"].map((title) =>
      world.tintype.photos.editPhoto(world.ana, id, { title, tags: [title] }),
    );
    await Promise.all([world.tintype.photos.developPhoto(system, id, { attempt: 1 }), ...edits]);
    const photo = await world.tintype.photos.getPhoto(world.ana, id);
    expect(photo).toMatchObject({ state: "ready", revision: 4 });
    expect(photo.tags).toEqual([photo.title]);
  });
});
