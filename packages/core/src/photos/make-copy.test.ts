import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import type { BlobStore } from "../ports/blob-store.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { type ImageProcessor, ImageProcessorFailed, ImageRefused } from "../ports/image-processor.ts";
import { system } from "../shared/actor.ts";
import { Unavailable } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { days, minutes } from "../shared/instant.ts";
import { blobKeys, createWorld, type World } from "../world.fixture.ts";

/** A photo that is ready, and whose copy guests may take along. */
async function wanted(world: World, bytes = world.picture()): Promise<PhotoId> {
  const { id } = await world.develop(bytes);
  await world.tintype.shares.createShare(world.ana, id, { download: "copy" });
  return id;
}

const photoOf = async ({ ports }: World, id: PhotoId) => ports.photos.get(id);
const copyOf = async (world: World, id: PhotoId) => (await photoOf(world, id))?.copy;
const copies = async (world: World) => (await blobKeys(world, "media")).filter((key) => key.startsWith("c/"));

/** The same world with another image processor. */
const withImages = ({ ports }: World, develop: ImageProcessor["develop"]) =>
  createTintype({ ...ports, images: { develop } });
/** One that comes to nothing. */
const endingIn =
  (end: (original: ReadableStream) => Promise<never>): ImageProcessor["develop"] =>
  (original) => ({ [Symbol.asyncIterator]: () => ({ next: () => end(original) }) });
const failing = (error: Error): ImageProcessor["develop"] =>
  endingIn(async (original) => {
    await original.cancel();
    throw error;
  });

describe("the copy of a photo", () => {
  it("is made once somebody may take it along, in full size, under a key of its own", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    expect(await copyOf(world, id)).toMatchObject({ state: "wanted", tries: 0 });
    await world.drain();
    const photo = await photoOf(world, id);
    const key = `c/${id}/${photo?.upload.id}.jpg`.toLowerCase();
    const { width, height } = photo ?? {};
    expect(photo?.copy).toMatchObject({ state: "made", rendition: { key, width, height, contentType: "image/jpeg" } });
    expect(photo?.dueAt).toBeUndefined();
    expect(await copies(world)).toEqual([key]);
  });

  it.each([
    ["transparent", { transparent: true }, "png", undefined],
    ["moving", { frames: 7 }, "webp", 7],
  ] as const)("keeps what is %s", async (_, says, extension, frames) => {
    const world = await createWorld();
    const id = await wanted(world, world.picture(says));
    await world.drain();
    expect(await copyOf(world, id)).toMatchObject({ rendition: { contentType: `image/${extension}` } });
    expect(await copyOf(world, id)).toEqual({
      state: "made",
      rendition: expect.objectContaining(frames === undefined ? {} : { frames }),
    });
    expect((await copies(world))[0]).toMatch(new RegExp(`\\.${extension}$`));
  });

  it("is no business of its owner's revision, nor of what they see", async () => {
    const world = await createWorld();
    const before = await world.develop();
    await world.tintype.shares.createShare(world.ana, before.id, { download: "copy" });
    await world.drain();
    const after = await world.tintype.photos.getPhoto(world.ana, before.id);
    expect({ ...after, updatedAt: "" }).toEqual({ ...before, updatedAt: "" });
  });

  it("is made once, however many links want it and however often it is asked for", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    for (let link = 0; link < 3; link += 1) {
      await world.tintype.shares.createShare(world.ana, id, { download: "copy" });
    }
    await Promise.all([1, 2].map(() => world.tintype.photos.makeCopy(system, id)));
    const made = await photoOf(world, id);
    await world.drain();
    await world.tintype.photos.makeCopy(system, id);
    expect(await photoOf(world, id)).toEqual(made);
    expect(await copies(world)).toHaveLength(1);
  });

  it("is made after the photo, where that was shared on its way", async () => {
    const world = await createWorld();
    const { id } = await world.upload(world.picture());
    await world.tintype.shares.createShare(world.ana, id, { download: "copy" });
    await world.drain();
    expect(await copyOf(world, id)).toMatchObject({ state: "made" });
  });

  it("waits while the photo lies in the trash", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    await world.tintype.photos.trashPhoto(world.ana, id);
    await world.drain();
    expect(await copyOf(world, id)).toMatchObject({ state: "wanted", tries: 0 });
    await world.tintype.photos.restorePhoto(world.ana, id);
    await world.drain();
    expect(await copyOf(world, id)).toMatchObject({ state: "made" });
  });

  it("is asked for again where the news of the wish was lost, at growing distances", async () => {
    const world = await createWorld({ repeats: 0 });
    const id = await wanted(world);
    const asked: number[] = [];
    for (let minute = 0; minute < 300; minute += 5) {
      const deliveries = await world.ports.queue.take("imaging", { lease: 1, limit: 9 });
      for (const delivery of deliveries) await world.ports.queue.done(delivery);
      if (minute > 0 && deliveries.length > 0) asked.push(minute);
      world.ports.clock.advance(minutes(5));
      await world.tintype.reconcile();
    }
    expect(asked).toEqual([10, 20, 40, 80, 160]);
    world.ports.clock.advance(minutes(400));
    await world.tintype.reconcile();
    await world.drain();
    expect(await copyOf(world, id)).toMatchObject({ state: "made" });
    expect(await world.tintype.reconcile()).toEqual({ attended: 0, troubles: [] });
  });

  it("is given up after three tries that brought the image processor down, and tried anew when it is wanted anew", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    const down = withImages(world, failing(new ImageProcessorFailed("image_timeout", "It took too long.")));
    for (const code of ["image_processor_failed", "image_processor_failed", "resolved"]) {
      expect(await codeOf(down.photos.makeCopy(system, id))).toBe(code);
    }
    expect(await photoOf(world, id)).toMatchObject({ state: "ready", copy: { state: "failed" } });
    expect((await photoOf(world, id))?.dueAt).toBeUndefined();
    await world.tintype.shares.createShare(world.ana, id, { download: "copy" });
    await world.drain();
    expect(await copyOf(world, id)).toMatchObject({ state: "made" });
  });

  it("is given up after three tries that nobody heard the end of", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    const silent = withImages(
      world,
      endingIn(() => new Promise<never>(() => {})),
    );
    for (let tries = 1; tries <= 3; tries += 1) {
      void silent.photos.makeCopy(system, id);
      while ((await copyOf(world, id))?.state === "wanted" && !(await hasTried(tries))) await Promise.resolve();
    }
    await world.tintype.photos.makeCopy(system, id);
    expect(await copyOf(world, id)).toEqual({ state: "failed" });

    async function hasTried(times: number): Promise<boolean> {
      const copy = await copyOf(world, id);
      return copy?.state === "wanted" && copy.tries >= times;
    }
  });

  it("is not given up over troubles that are not the photo's", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    const away = withImages(world, failing(new Unavailable("The store is away.")));
    for (let time = 0; time < 9; time += 1) expect(await codeOf(away.photos.makeCopy(system, id))).toBe("unavailable");
    await world.drain();
    expect(await copyOf(world, id)).toMatchObject({ state: "made" });
  });

  it("is given up at once where the bytes are refused, or no longer there", async () => {
    for (const refuse of [true, false]) {
      const world = await createWorld();
      const id = await wanted(world);
      const { original = "" } = (await photoOf(world, id)) ?? {};
      if (!refuse) await world.ports.blobs.remove({ area: "originals", key: original });
      const images = failing(new ImageRefused("image_damaged", "It cannot be read."));
      await withImages(world, refuse ? images : world.ports.images.develop).photos.makeCopy(system, id);
      expect(await copyOf(world, id)).toEqual({ state: "failed" });
    }
  });

  it("leaves no byte of a photo that is purged meanwhile, whenever that is", async () => {
    for (const place of ["before the copy is stored", "after it"]) {
      const world = await createWorld();
      const { ports, tintype, ana } = world;
      const id = await wanted(world);
      const purge = async () => {
        await tintype.photos.purgePhoto(ana, id);
        await world.drain();
      };
      const put: BlobStore["put"] = async (...args) => {
        if (place === "before the copy is stored") await purge();
        const stored = await ports.blobs.put(...args);
        if (place === "after it") await purge();
        return stored;
      };
      await createTintype({ ...ports, blobs: { ...ports.blobs, put } }).photos.makeCopy(system, id);
      expect((await photoOf(world, id))?.state).toBe("purged");
      expect(await blobKeys(world, "media"), place).toEqual([]);
    }
  });

  it("goes with the photo", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    await world.drain();
    await world.tintype.photos.purgePhoto(world.ana, id);
    await world.drain();
    expect(await blobKeys(world, "media")).toEqual([]);
    expect((await photoOf(world, id))?.copy).toBeUndefined();
  });

  it("is nothing that the sweeper takes, while it is wanted or when it is there; others are", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    await world.drain();
    const [key = ""] = await copies(world);
    const other = `c/${id}/01k9memry00000000000099999.jpg`.toLowerCase();
    await world.ports.blobs.put({ area: "media", key: other }, new Uint8Array(3), { bytes: 3 });
    world.ports.clock.advance(days(2));
    expect(await world.tintype.sweep()).toBe(1);
    expect(await copies(world)).toEqual([key]);

    const waiting = await wanted(world);
    const early = `c/${waiting}/01k9memry00000000000099999.jpg`.toLowerCase();
    await world.ports.blobs.put({ area: "media", key: early }, new Uint8Array(3), { bytes: 3 });
    world.ports.clock.advance(days(2));
    expect(await world.tintype.sweep()).toBe(0);
  });

  it("is Tintype's own business", async () => {
    const world = await createWorld();
    const id = await wanted(world);
    expect(await codeOf(world.tintype.photos.makeCopy(world.ana, id))).toBe("not_allowed");
  });
});

describe("guests who may take a copy along", () => {
  const arrive = async (world: World, id: PhotoId) => {
    const { url, share } = await world.tintype.shares.createShare(world.ana, id, { download: "copy" });
    const token = url.split("/").at(-1) ?? "";
    const { grant } = await world.tintype.shares.openShare({ kind: "anonymous" }, token);
    const guest = await world.tintype.shares.identifyGuest(grant);
    return { share, fetch: () => world.tintype.shares.downloadSharedPhoto(guest, token, id) };
  };

  it("are told to wait until it is there, and then where it is: never where the original is", async () => {
    const world = await createWorld();
    const { id } = await world.develop();
    const { fetch } = await arrive(world, id);
    expect(await codeOf(fetch())).toBe("copy_not_ready");
    await world.drain();
    const { url } = await fetch();
    expect(new URL(url).pathname).toBe(`/dl/${(await copies(world))[0]}`);
  });

  it("are told so where there will be none", async () => {
    const world = await createWorld();
    const { id } = await world.develop();
    const { fetch } = await arrive(world, id);
    const images = failing(new ImageRefused("image_damaged", "It cannot be read."));
    await withImages(world, images).photos.makeCopy(system, id);
    expect(await codeOf(fetch())).toBe("copy_failed");
  });

  it("get it by a link that was changed to allow it, and no more by one that was changed back", async () => {
    const world = await createWorld();
    const { id } = await world.develop();
    const { shares } = world.tintype;
    const { url, share } = await shares.createShare(world.ana, id);
    const token = url.split("/").at(-1) ?? "";
    const { grant } = await shares.openShare({ kind: "anonymous" }, token);
    const guest = await shares.identifyGuest(grant);
    const fetch = () => shares.downloadSharedPhoto(guest, token, id);
    expect(await codeOf(fetch())).toBe("download_not_allowed");
    await shares.changeShare(world.ana, share.id, { download: "copy" });
    await world.drain();
    expect(new URL((await fetch()).url).pathname).toMatch(/^\/dl\/c\//);
    await shares.changeShare(world.ana, share.id, { download: "original" });
    expect(new URL((await fetch()).url).pathname).toMatch(/^\/dl\/o\//);
    await shares.changeShare(world.ana, share.id, { download: "none" });
    expect(await codeOf(fetch())).toBe("download_not_allowed");
  });
});
