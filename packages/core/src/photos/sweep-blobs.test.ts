import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import type { BlobArea } from "../ports/blob-store.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { system } from "../shared/actor.ts";
import { days } from "../shared/instant.ts";
import { blobKeys, createWorld, type World } from "../world.fixture.ts";

const areas = ["incoming", "originals", "media"] as const;
const put = ({ ports }: World, area: BlobArea, key: string) =>
  ports.blobs.put({ area, key }, new Uint8Array(1), { bytes: 1 });
const keys = async (world: World) => (await Promise.all(areas.map((area) => blobKeys(world, area)))).flat();

describe("sweeping", () => {
  it("removes what nothing refers to, in every area, once it is a day old", async () => {
    const world = await createWorld();
    const { tintype, ports } = world;
    const photo = "01k9memry00000000000099999";
    await put(world, "incoming", `t/${photo}/${photo}`);
    await put(world, "incoming", "u/somebody/holiday.jpg");
    await put(world, "originals", `o/${photo}/${photo}.jpg`);
    await put(world, "media", `p/${photo}/${photo}/thumb.webp`);
    ports.clock.advance(days(1) - 1);
    expect(await tintype.sweep()).toBe(0);
    ports.clock.advance(1);
    expect(await tintype.sweep()).toBe(4);
    expect(await keys(world)).toEqual([]);
  });

  it("keeps everything that a photo needs, in whatever state it is, however old", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    await world.develop();
    await tintype.photos.trashPhoto(ana, (await world.develop()).id);
    const { id } = await world.upload(world.picture({ ends: "image_crashed", endsAfter: "preview" }));
    await tintype.photos.developPhoto(system, id, { attempt: 1 }).catch(() => undefined);
    await world.upload(world.picture());
    const bytes = world.picture();
    const begun = await tintype.photos.beginUpload(ana, { fileName: "a", contentType: "a/b", bytes: bytes.length });
    await world.send(begun.upload, bytes);
    const before = await keys(world);
    expect(before).toHaveLength(2 + 6 + 1 + 1 + 1 + 1);
    ports.clock.advance(days(300));
    expect(await tintype.sweep()).toBe(0);
    expect(await keys(world)).toEqual(before);
  });

  it("removes earlier versions, and uploads that came after the photo was ready", async () => {
    const world = await createWorld();
    const { tintype, ports } = world;
    const { id } = await world.develop();
    const kept = await keys(world);
    const { upload } = (await ports.photos.get(id)) ?? { upload: { key: "" } };
    await put(world, "incoming", upload.key);
    await put(world, "originals", `o/${id.toLowerCase()}/01k9memry00000000000099999.jpg`);
    await put(world, "media", `p/${id.toLowerCase()}/01k9memry00000000000099999/thumb.webp`);
    ports.clock.advance(days(1));
    expect(await tintype.sweep()).toBe(3);
    expect(await keys(world)).toEqual(kept);
  });

  it.each(["purged", "failed"])("removes what is left of a photo that is %s", async (state) => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    const { id } = await world.develop(state === "failed" ? world.picture({ ends: "image_damaged" }) : undefined);
    if (state === "purged") await tintype.photos.purgePhoto(ana, id);
    await world.drain();
    const version = (await ports.photos.get(id))?.upload;
    await put(world, "incoming", version?.key ?? "");
    await put(world, "originals", `o/${id}/${version?.id}.jpg`.toLowerCase());
    await put(world, "media", `p/${id}/${version?.id}/thumb.webp`.toLowerCase());
    ports.clock.advance(days(1));
    expect(await tintype.sweep()).toBe(3);
  });

  it("asks right before it removes: what has come to be needed since the list was made stays", async () => {
    const world = await createWorld();
    const { tintype, ana, ports } = world;
    // Old bytes whose photo is recorded only while the sweeper is at work.
    const slow = createTintype({
      ...ports,
      blobs: {
        ...ports.blobs,
        async *list(area, prefix, options) {
          for await (const blob of ports.blobs.list(area, prefix, options)) {
            if (area === "incoming") await late();
            yield blob;
          }
        },
      },
    });
    let recorded = false;
    const saved = Promise.withResolvers<void>();
    const late = async () => {
      if (recorded) return;
      recorded = true;
      saved.resolve();
      await sending;
    };
    const waiting = createTintype({
      ...ports,
      photos: {
        ...ports.photos,
        save: async (change) => {
          await saved.promise;
          return ports.photos.save(change);
        },
      },
    });
    const sending = waiting.photos.uploadPhoto(ana, world.picture());
    while ((await blobKeys(world, "incoming")).length === 0) await Promise.resolve();
    ports.clock.advance(days(2));
    expect(await slow.sweep()).toBe(0);
    await world.drain();
    expect((await tintype.photos.getPhoto(ana, (await sending).photo.id)).state).toBe("ready");
  });

  it("takes nothing from a photo that is developed while it sweeps, at whatever blob it is", async () => {
    for (let pause = 0; pause < 12; pause += 1) {
      const world = await createWorld();
      const { tintype, ana, ports } = world;
      await world.develop();
      const { id } = await world.upload(world.picture());
      ports.clock.advance(days(2));
      let asked = 0;
      const slow = createTintype({
        ...ports,
        photos: {
          ...ports.photos,
          get: async (...args) => {
            const photo = await ports.photos.get(...args);
            if (asked === pause) await world.drain();
            asked += 1;
            return photo;
          },
        },
      });
      await slow.sweep();
      await world.drain();
      const photo = await tintype.photos.getPhoto(ana, id);
      expect(photo.state).toBe("ready");
      expect(await blobKeys(world, "media")).toHaveLength(6);
      expect(await blobKeys(world, "originals")).toHaveLength(2);
    }
  });

  it("looks a photo up once for all the blobs that it needs", async () => {
    const world = await createWorld();
    await world.develop();
    world.ports.clock.advance(days(2));
    let asked = 0;
    const { photos } = world.ports;
    const get: typeof photos.get = (...args) => {
      asked += 1;
      return photos.get(...args);
    };
    await createTintype({ ...world.ports, photos: { ...photos, get } }).sweep();
    expect(asked).toBe(2);
  });

  it("is Tintype's own business", async () => {
    const { tintype, ana } = await createWorld();
    expect(await codeOf(tintype.photos.sweepBlobs(ana))).toBe("not_allowed");
  });
});
