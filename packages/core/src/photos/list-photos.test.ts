import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import { minutes } from "../shared/instant.ts";
import type { Cursor } from "../shared/page.ts";
import { announce, createWorld, type World } from "../world.fixture.ts";
import type { PhotoQuery } from "./list-photos.ts";

const takenAt = (dateTimeOriginal: string) => ({ times: { dateTimeOriginal } });
const titles = async ({ tintype, ana }: World, query?: PhotoQuery) =>
  (await tintype.photos.listPhotos(ana, query)).items.map(({ title }) => title);

async function withPhotos(count: number): Promise<World> {
  const world = await createWorld();
  for (let made = 0; made < count; made += 1) {
    const { ports, tintype, ana } = world;
    ports.clock.advance(minutes(1));
    await tintype.photos.beginUpload(ana, { ...announce(new Uint8Array(1)), title: `${made}` });
  }
  return world;
}

describe("the list of photos", () => {
  it("begins with the newest capture, by the camera's own clock, else by when it was announced", async () => {
    const world = await createWorld();
    const { develop, picture, ports } = world;
    await develop(picture(takenAt("2026:11:20 08:00:00")), { title: "this morning" });
    await develop(picture(takenAt("2001:01:01 00:00:00")), { title: "long ago" });
    await develop(picture(), { title: "unknown" });
    ports.clock.advance(minutes(1));
    await develop(picture(takenAt("2026:11:20 23:59:59")), { title: "tonight, says the camera" });
    await world.tintype.photos.beginUpload(world.ana, { ...announce(new Uint8Array(1)), title: "on its way" });
    expect(await titles(world)).toEqual([
      "tonight, says the camera",
      "on its way",
      "unknown",
      "this morning",
      "long ago",
    ]);
  });

  it("holds everything but the trash, and the trash holds the rest", async () => {
    const world = await createWorld();
    const { tintype, ana, develop, picture } = world;
    await develop(picture({ ends: "image_damaged" }), { title: "failed" });
    const [trashed, purged] = [await develop(undefined, { title: "trashed" }), await develop()];
    await develop(undefined, { title: "ready" });
    await tintype.photos.trashPhoto(ana, trashed.id);
    await tintype.photos.purgePhoto(ana, purged.id);
    expect(new Set(await titles(world))).toEqual(new Set(["failed", "ready"]));
    expect(await titles(world, { state: "trashed" })).toEqual(["trashed"]);
  });

  it("shows every photo as looking at it does", async () => {
    const { tintype, ana, develop } = await createWorld();
    const photo = await develop();
    expect((await tintype.photos.listPhotos(ana)).items).toEqual([photo]);
  });

  it("holds nobody else's photos", async () => {
    const { tintype, ana, ben, develop } = await createWorld();
    await develop(undefined, {}, ana);
    const { id } = await develop(undefined, {}, ben);
    expect((await tintype.photos.listPhotos(ben)).items.map((photo) => photo.id)).toEqual([id]);
  });

  it("comes in pages of fifty unless told, each photo once", async () => {
    const world = await withPhotos(120);
    const first = await world.tintype.photos.listPhotos(world.ana);
    const second = await world.tintype.photos.listPhotos(world.ana, { cursor: first.next });
    const third = await world.tintype.photos.listPhotos(world.ana, { cursor: second.next });
    expect([first, second, third].map(({ items }) => items.length)).toEqual([50, 50, 20]);
    expect(third).not.toHaveProperty("next");
    const seen = [first, second, third].flatMap(({ items }) => items.map(({ title }) => Number(title)));
    expect(seen).toEqual(Array.from({ length: 120 }, (_, place) => 119 - place));
  });

  it("comes in smaller pages where captions are long, each photo once", async () => {
    const world = await createWorld({ settings: { page: { text: 1_000 } } });
    const { tintype, ana, ports } = world;
    for (const length of [10, 400, 400, 400, 5_000, 5_000, 10, 10]) {
      ports.clock.advance(minutes(1));
      await tintype.photos.beginUpload(ana, { ...announce(new Uint8Array(1)), caption: "x".repeat(length) });
    }
    const pages: number[][] = [];
    let cursor: Cursor | undefined;
    do {
      const page = await tintype.photos.listPhotos(ana, cursor === undefined ? {} : { cursor });
      pages.push(page.items.map(({ caption = "" }) => caption.length));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(pages.flat()).toEqual([10, 10, 5_000, 5_000, 400, 400, 400, 10]);
    const sum = (page: readonly number[]) => page.reduce((one, other) => one + other, 0);
    expect(pages.filter((page) => page.length > 1 && sum(page) > 1_000)).toEqual([]);
  });

  it("goes on where it was, whatever has come or gone meanwhile", async () => {
    const world = await withPhotos(6);
    const { tintype, ana } = world;
    const { items, next } = await tintype.photos.listPhotos(ana, { limit: 3 });
    await tintype.photos.purgePhoto(ana, items[2]?.id ?? (ana.userId as never));
    world.ports.clock.advance(minutes(1));
    await tintype.photos.beginUpload(ana, announce(new Uint8Array(1)));
    expect(await titles(world, { cursor: next })).toEqual(["2", "1", "0"]);
  });

  it("shows one state, one tag and one stretch of time, and what they have in common", async () => {
    const world = await createWorld();
    const { tintype, ana, develop, picture } = world;
    await develop(picture(takenAt("2026:06:30 23:59:59")), { title: "June", tags: ["sea"] });
    await develop(picture(takenAt("2026:07:01 00:00:00")), { title: "July", tags: ["sea", "Zürich"] });
    await develop(picture(takenAt("2026:07:31 23:59:59")), { title: "late July", tags: ["night"] });
    await develop(picture({ ends: "image_damaged" }), { title: "failed", tags: ["sea"] });
    const { id } = await develop(picture(takenAt("2026:07:15 12:00:00")), { title: "trashed", tags: ["sea"] });
    await tintype.photos.trashPhoto(ana, id);
    await tintype.photos.beginUpload(ana, { ...announce(new Uint8Array(1)), title: "on its way" });
    const found = [
      [{ state: "ready" }, ["late July", "July", "June"]],
      [{ state: "failed" }, ["failed"]],
      [{ state: "initiated" }, ["on its way"]],
      [{ state: "trashed" }, ["trashed"]],
      [{ tag: "sea" }, ["failed", "July", "June"]],
      [{ tag: " Zu\u0308rich\n" }, ["July"]],
      [{ tag: "zürich" }, []],
      [{ from: "2026-07", to: "2026-08" }, ["late July", "July"]],
      [{ from: "2026-07-01", to: "2026-07-31" }, ["July"]],
      [{ from: "2026-07-31T23:59:59", to: "2026-07-31T23:59:59.001Z" }, ["late July"]],
      [{ to: "2026-07-01" }, ["June"]],
      [{ from: "2026-08", to: "2026-07" }, []],
      [{ state: "trashed", tag: "sea", from: "2026-07", to: "2026-08" }, ["trashed"]],
      [{ state: "ready", tag: "sea", from: "2026-07" }, ["July"]],
    ] as const;
    for (const [query, expected] of found) {
      expect(await titles(world, query), JSON.stringify(query)).toEqual(expected);
    }
  });

  it("goes on with the same filter, however it is written, and with no other", async () => {
    const { tintype, ana } = await withPhotos(3);
    const query = { state: "initiated", from: "2026-11", to: "2027-01-01" } as const;
    const { next: cursor } = await tintype.photos.listPhotos(ana, { ...query, limit: 1 });
    const list = (other: PhotoQuery) => codeOf(tintype.photos.listPhotos(ana, { ...other, cursor }));
    expect(await list({ ...query, from: "2026-11-01", to: "2027-01" })).toBe("resolved");
    expect(await list({ ...query, from: undefined })).toBe("invalid_cursor");
    expect(await list({ ...query, to: "2027-01-02" })).toBe("invalid_cursor");
    expect(await list({ ...query, tag: "sea" })).toBe("invalid_cursor");
    expect(await list({})).toBe("invalid_cursor");
  });

  it("gives cursors that are worth something for that person and that shelf alone, unchanged", async () => {
    const { tintype, ana, ben } = await withPhotos(3);
    const cursor = (await tintype.photos.listPhotos(ana, { limit: 1 })).next as Cursor;
    const list = (actor: typeof ana, query: PhotoQuery) => codeOf(tintype.photos.listPhotos(actor, query));
    expect(await list(ana, { cursor })).toBe("resolved");
    expect(await list(ben, { cursor })).toBe("invalid_cursor");
    expect(await list(ana, { cursor, state: "trashed" })).toBe("invalid_cursor");
    for (const forged of [`${cursor}x`, cursor.slice(1), "nonsense", ".", cursor.replace(".", ""), `x${cursor}`]) {
      expect(await list(ana, { cursor: forged })).toBe("invalid_cursor");
    }
  });

  it("seals the cursors of a repository that would take anybody's", async () => {
    const { ports, ana, ben } = await createWorld();
    const list = async () => ({ items: [], next: "42" as Cursor });
    const { photos } = createTintype({ ...ports, photos: { ...ports.photos, list } });
    const { next } = await photos.listPhotos(ana);
    expect(next).not.toBe("42");
    expect(await codeOf(photos.listPhotos(ana, { cursor: next }))).toBe("resolved");
    expect(await codeOf(photos.listPhotos(ben, { cursor: next }))).toBe("invalid_cursor");
    expect(await codeOf(photos.listPhotos(ana, { cursor: next, state: "trashed" }))).toBe("invalid_cursor");
    expect(await codeOf(photos.listPhotos(ana, { cursor: "42" }))).toBe("invalid_cursor");
  });

  it.each<[string, Record<string, unknown>]>([
    ["no photos at all", { limit: 0 }],
    ["more than a hundred at once", { limit: 101 }],
    ["half a photo", { limit: 1.5 }],
    ["an empty cursor", { cursor: "" }],
    ["a state that is not shown", { state: "purged" }],
    ["a state that there is not", { state: "admired" }],
    ["no tag", { tag: " " }],
    ["a longer tag than there can be", { tag: "x".repeat(51) }],
    ["a day that there is not", { from: "2026-02-30" }],
    ["a time somewhere else", { to: "2026-07-01T14:03:22+09:00" }],
    ["somebody else's", { owner: "01KAFAKE000000000000000002" }],
  ])("is refused to whoever asks for %s", async (_, query) => {
    const { tintype, ana } = await createWorld();
    expect(await codeOf(tintype.photos.listPhotos(ana, query as PhotoQuery))).toBe("invalid_input");
  });

  it("is for people with an account", async () => {
    const { tintype } = await createWorld();
    expect(await codeOf(tintype.photos.listPhotos(anonymous))).toBe("sign_in_required");
    expect(await codeOf(tintype.photos.listPhotos(system))).toBe("not_allowed");
  });
});
