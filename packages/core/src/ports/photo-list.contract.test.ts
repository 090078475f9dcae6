import { describe, expect, it } from "vitest";
import type { Photo } from "../photos/photo.ts";
import type { PhotoId, UserId } from "../shared/ids.ts";
import { Cursor, type Page, type PageRequest } from "../shared/page.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { aPhoto } from "./entities.fixture.ts";
import { openMemoryMetadata } from "./open-memory-metadata.fixture.ts";
import { describePhotoRepository } from "./photo-repository.contract.ts";
import type { PhotoFilter, PhotoRepository } from "./photo-repository.ts";
import { walkPages } from "./walk-pages.fixture.ts";

/** Repositories that each list or count one thing wrong, by the behaviour that gives them away. */
const broken: Record<string, (photos: PhotoRepository) => Partial<PhotoRepository>> = {
  "lists newest first by timeline, then by id, in pages of any size": (photos) => ({
    // Equal timelines share a page: what does not fit is lost.
    list: async (owner, filter, page) => {
      const found = await photos.list(owner, filter, page);
      const last = found.items.at(-1)?.timeline;
      const lost = (await everything(photos, owner, filter)).filter(({ timeline }) => timeline === last).at(-1);
      return lost === undefined ? found : { ...found, items: found.items.filter(({ id }) => id !== lost.id) };
    },
  }),
  "goes on where a page ended, whatever came and went meanwhile": (photos) => ({
    list: async (owner, filter, page) => counted(await everything(photos, owner, filter), page),
  }),
  "refuses a cursor that is not from this list": readsAnyCursor,
  "lists one state alone where it is given": (photos) => ({
    list: (owner, { state, ...filter }, page) =>
      photos.list(owner, state === "trashed" ? { ...filter, state } : filter, page),
  }),
  "lists what has a tag, character for character": (photos) => ({
    list: async (owner, { tag = "", ...filter }, page) => {
      const isAlike = (other: string) => other.normalize().trim() === tag.normalize().trim();
      const all = await everything(photos, owner, filter);
      return counted(
        all.filter((photo) => photo.tags.some(isAlike)),
        page,
      );
    },
  }),
  "lists a photo once for a tag that it has twice": (photos) => ({
    list: async (owner, { tag, ...filter }, page) => {
      const all = await everything(photos, owner, filter);
      return counted(
        all.flatMap((photo) => photo.tags.filter((other) => other === tag).map(() => photo)),
        page,
      );
    },
  }),
  "lists from one place on the timeline, that included, to another, that excluded": (photos) => ({
    list: (owner, filter, page) => photos.list(owner, filter.to ? { ...filter, to: `${filter.to}~` } : filter, page),
  }),
  "lists nothing between two places where no time is between them": (photos) => ({
    // Turns around what seems to be the wrong way around.
    list: (owner, { from = "", to = "~", ...filter }, page) =>
      photos.list(owner, { ...filter, from: from < to ? from : to, to: from < to ? to : from }, page),
  }),
  "combines what a filter says, in pages of any size": (photos) => ({
    // Looks either among the tags or on the timeline.
    list: (owner, { from, to, ...filter }, page) =>
      photos.list(owner, filter.tag === undefined ? { ...filter, from, to } : filter, page),
  }),
  "follows a photo from one filter to another with the save that says so": (photos) => {
    const ever = new Map<PhotoId, Set<string>>();
    return {
      save: async (change) => {
        await photos.save(change);
        const { id, tags } = change.after;
        ever.set(id, new Set([...(ever.get(id) ?? []), ...tags]));
      },
      list: async (owner, { tag = "", ...filter }, page) => {
        const all = await everything(photos, owner, filter);
        return counted(
          all.filter(({ id }) => ever.get(id)?.has(tag)),
          page,
        );
      },
    };
  },
  "goes on where a filtered page ended, whatever came and went meanwhile": (photos) => ({
    list: async (owner, filter, page) => counted(await everything(photos, owner, filter), page),
  }),
  "refuses the cursor of another filter, and takes its own however long its tag is": readsAnyCursor,
  "counts the photos of every month that has some, the latest month first": (photos) => ({
    months: async (owner) => (await photos.months(owner)).toReversed(),
  }),
  "counts nothing for an owner without photos, nor what is in the trash or purged": (photos) =>
    countsMonths(photos, (before) => (before === undefined ? 1 : 0)),
  "counts anew with every save that moves a photo": (photos) =>
    countsMonths(photos, (_, { state }) => (["trashed", "purged"].includes(state) ? -1 : 1)),
  "counts each of many photos once, however many are saved at once, and no save that was refused": (photos) => {
    // Adds to sums before it knows whether the save is refused.
    const july = "2026-07";
    const sums = countsMonths(photos, (_, { timeline }) => (timeline.startsWith(july) ? 1 : 0));
    return { ...sums, months: async () => (await sums.months()).filter(({ month }) => month === july) };
  },
  "keeps owners apart": (photos) => ({
    save: ({ after, ...change }) => photos.save({ ...change, after: { ...after, owner: aPhoto().owner } }),
  }),
};

describe("the lists in the contract of PhotoRepository", () => {
  for (const [behaviour, sabotage] of Object.entries(broken)) {
    it(`catches a repository that fails where it says "${behaviour}"`, async () => {
      const open = openMemoryMetadata({}, ({ photos }) => ({ photos: { ...photos, ...sabotage(photos) } }));
      const suite = (runner: Parameters<typeof describePhotoRepository>[0]) =>
        describePhotoRepository(runner, "broken", open);
      expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
    });
  }
});

async function everything(photos: PhotoRepository, owner: UserId, filter: PhotoFilter): Promise<readonly Photo[]> {
  return walkPages((page) => photos.list(owner, filter, page), 100);
}

/** A page of a list that is told by how many photos come before it. */
function counted(all: readonly Photo[], { cursor, limit }: PageRequest): Page<Photo> {
  const start = Number(cursor ?? 0);
  const end = start + limit;
  const items = all.slice(start, end);
  return end < all.length ? { items, next: Cursor.parse(String(end)) } : { items };
}

/** Reads the place in a cursor, and not of which list it is. */
function readsAnyCursor(photos: PhotoRepository): Partial<PhotoRepository> {
  return {
    list: (owner, filter, { limit, cursor }) => {
      const { state, tag, from, to } = filter;
      const list = JSON.stringify(["photos", owner, state, tag, from, to]);
      const own = cursor?.startsWith("{") ? Cursor.parse(JSON.stringify({ ...JSON.parse(cursor), list })) : cursor;
      return photos.list(owner, filter, { limit, cursor: own });
    },
  };
}

/** Keeps a sum for every month, and adds to it whatever `steps` says of a save. */
function countsMonths(photos: PhotoRepository, steps: (before: Photo | undefined, after: Photo) => number) {
  const sums = new Map<string, number>();
  return {
    save: async (change) => {
      const month = change.after.timeline.slice(0, 7);
      sums.set(month, (sums.get(month) ?? 0) + steps(change.before, change.after));
      await photos.save(change);
    },
    months: async () =>
      [...sums]
        .filter(([, count]) => count > 0)
        .map(([month, count]) => ({ month, count }))
        .toSorted((one, other) => (one.month < other.month ? 1 : -1)),
  } satisfies Partial<PhotoRepository>;
}
