import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import { drain } from "../ports/drain.fixture.ts";
import { testImage } from "../ports/image-processor.memory.ts";
import { system } from "../shared/actor.ts";
import { Unavailable } from "../shared/errors.ts";
import { blobKeys, createWorld } from "../world.fixture.ts";

describe("a photo that fails", () => {
  it.each([
    ["image_empty", new Uint8Array(0)],
    ["image_unsupported", new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["image_damaged", testImage(9, 9, { ends: "image_damaged", endsAfter: "inspected" })],
    ["image_damaged", testImage(9, 9, { ends: "image_damaged", endsAfter: "preview" })],
    ["image_too_large", testImage(16_385, 1)],
    ["image_too_large", testImage(9, 9, { frames: 101 })],
    ["image_too_large", testImage(10_001, 10_000)],
  ])("says %s, and keeps neither bytes nor room", async (code, bytes) => {
    const world = await createWorld();
    const failed = await world.develop(bytes);
    expect(failed).toMatchObject({ state: "failed", failure: { code, detail: expect.stringMatching(/\w+/) } });
    expect(failed).not.toHaveProperty("renditions");
    for (const area of ["incoming", "originals", "media"] as const) expect(await blobKeys(world, area)).toEqual([]);
    expect((await world.tintype.accounts.getAccount(world.ana)).usage).toMatchObject({ photos: 0, bytes: 0 });
  });

  it("was never seen, nor stored, where the bytes do not have the stated hash", async () => {
    const world = await createWorld();
    const { ports, tintype, ana, picture } = world;
    const bytes = picture();
    const { photo } = await tintype.photos.beginUpload(ana, {
      fileName: "a.jpg",
      contentType: "image/jpeg",
      bytes: bytes.length,
      sha256: "0".repeat(64),
    });
    const { key } = (await ports.photos.get(photo.id))?.upload ?? { key: "" };
    // A ticket would refuse these bytes; a store may not have looked.
    await ports.blobs.put({ area: "incoming", key }, bytes, { bytes: bytes.length });
    await tintype.photos.confirmUpload(ana, photo.id);
    const written: string[] = [];
    const put: BlobStore["put"] = (ref, ...rest) => {
      written.push(ref.key);
      return ports.blobs.put(ref, ...rest);
    };
    await drain(createTintype({ ...ports, blobs: { ...ports.blobs, put } }), ports);
    expect((await tintype.photos.getPhoto(ana, photo.id)).failure?.code).toBe("hash_mismatch");
    expect(written).toEqual([]);
    expect(await blobKeys(world, "originals")).toEqual([]);
  });

  it.each(["image_crashed", "image_timeout"] as const)("is given three tries before it is %s", async (ends) => {
    const world = await createWorld();
    const { id } = await world.upload(world.picture({ ends, endsAfter: "inspected" }));
    const { troubles, done } = await world.drain();
    expect(troubles).toMatchObject([{ code: "image_processor_failed" }, { code: "image_processor_failed" }]);
    expect(done.find(({ event }) => event.type === "photo_uploaded")?.attempt).toBe(3);
    expect((await world.tintype.photos.getPhoto(world.ana, id)).failure?.code).toBe(ends);
  });

  it("failed because it took the whole process down, three times, without a word", async () => {
    const { ports, tintype, ana, upload, picture } = await createWorld();
    const { id } = await upload(picture());
    let begun = 0;
    const silent = {
      ...ports,
      images: {
        develop: () => {
          begun += 1;
          return { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
        },
      },
    };
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      void createTintype(silent).photos.developPhoto(system, id, { attempt });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(begun).toBe(3);
    expect(await tintype.photos.getPhoto(ana, id)).toMatchObject({
      state: "failed",
      failure: { code: "image_crashed", detail: expect.stringContaining("every time") },
    });
  });

  it("does not fail for troubles that are not its own, however many", async () => {
    const world = await createWorld();
    const { ports, tintype, ana } = world;
    const { id } = await world.upload(world.picture());
    const away = {
      ...ports,
      blobs: { ...ports.blobs, open: () => Promise.reject(new Unavailable("away")) },
    };
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await expect(createTintype(away).photos.developPhoto(system, id, { attempt })).rejects.toThrow("away");
    }
    await tintype.photos.developPhoto(system, id, { attempt: 10 });
    expect((await tintype.photos.getPhoto(ana, id)).state).toBe("ready");
  });

  it("says that its bytes were lost", async () => {
    const world = await createWorld();
    const { id } = await world.upload(world.picture());
    for (const key of await blobKeys(world, "incoming")) await world.ports.blobs.remove({ area: "incoming", key });
    await world.drain();
    expect((await world.tintype.photos.getPhoto(world.ana, id)).failure?.code).toBe("upload_lost");
    expect((await world.tintype.accounts.getAccount(world.ana)).usage.photos).toBe(0);
  });
});
