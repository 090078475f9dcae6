import { PhotoState, VisibleState } from "../photos/photo.ts";
import type { UserId } from "../shared/ids.ts";
import { codeOf } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { ana, aPhoto, ben } from "./entities.fixture.ts";
import { type OpenStore, onFreshStore, type PhotoRepositoryFixture } from "./metadata.fixture.ts";
import {
  cursorAfterPhotos as cursorAfter,
  listedPhotos as listed,
  savePhotos as save,
  savePhotoAgain as saveAgain,
} from "./photo-lists.fixture.ts";
import type { PhotoFilter } from "./photo-repository.ts";
import {
  everyFilter,
  longestTag as longest,
  passes,
  someOfEverything,
  tags,
  unowned,
} from "./photo-samples.fixture.ts";
import { walkPages } from "./walk-pages.fixture.ts";

/** How every `PhotoRepository` lists what a filter lets through. Called within its suite. */
export function describePhotoFilters(runner: ContractRunner, open: OpenStore<PhotoRepositoryFixture>): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("lists one state alone where it is given", async (store) => {
    const photos = PhotoState.options.flatMap((state) => [aPhoto({ state }), aPhoto({ state })]);
    await save(store, ...photos);
    for (const state of VisibleState.options) {
      const ofState = photos.filter((photo) => photo.state === state).toReversed();
      expect(await listed(store, { state }), state).toEqual(ofState);
    }
  });

  it("lists what has a tag, character for character", async (store) => {
    const photos = [...tags.map((tag) => aPhoto({ tags: [tag] })), aPhoto({ tags })];
    await save(store, ...photos, aPhoto());
    for (const tag of tags) {
      const tagged = photos.filter((photo) => photo.tags.includes(tag)).toReversed();
      expect(tagged.length).toBe(2);
      expect(await listed(store, { tag }), tag).toEqual(tagged);
    }
    for (const tag of ["se", "sea ", "SEA", "sea,sea at night", '["sea"]', "%", "s_a", "*"]) {
      expect(await listed(store, { tag }), tag).toEqual([]);
    }
  });

  it("lists a photo once for a tag that it has twice", async (store) => {
    const photo = aPhoto({ tags: ["sea", "sea"] });
    await save(store, photo);
    expect(await listed(store, { tag: "sea" }, 1)).toEqual([photo]);
  });

  it("lists from one place on the timeline, that included, to another, that excluded", async (store) => {
    const times = ["2026-06-30T23:59:59.999", "2026-07-01T00:00:00.000", "2026-07-01T00:00:00.001"];
    const [before, at, after] = times.map((timeline) => aPhoto({ timeline }));
    await save(store, before, at, after);
    const [earlier, place, later] = times;
    expect(await listed(store, { from: place })).toEqual([after, at]);
    expect(await listed(store, { to: place })).toEqual([before]);
    expect(await listed(store, { from: earlier, to: later })).toEqual([at, before]);
    expect(await listed(store, { from: place, to: later })).toEqual([at]);
    expect(await listed(store, { from: "1826-01-01T00:00:00.000", to: "9999-12-31T23:59:59.999" })).toEqual([
      after,
      at,
      before,
    ]);
  });

  it("lists nothing between two places where no time is between them", async (store) => {
    await save(store, aPhoto({ timeline: "2026-07-01T00:00:00.000" }));
    const [earlier, later] = ["2026-07-01T00:00:00.000", "2026-07-02T00:00:00.000"];
    for (const filter of [
      { from: earlier, to: earlier },
      { from: later, to: earlier },
      { from: later, to: later },
    ]) {
      expect(await listed(store, filter)).toEqual([]);
      expect(await listed(store, { ...filter, state: "initiated" })).toEqual([]);
      expect(await listed(store, { ...filter, tag: "sea" })).toEqual([]);
    }
  });

  it("combines what a filter says, in pages of any size", async (store) => {
    const photos = someOfEverything();
    await save(store, ...photos, ...photos.slice(0, 4).map((photo) => aPhoto({ ...unowned(photo), owner: ben })));
    for (const filter of everyFilter) {
      const expected = photos.filter((photo) => passes(photo, filter)).toReversed();
      for (const limit of [2, 50]) expect(await listed(store, filter, limit), JSON.stringify(filter)).toEqual(expected);
    }
  });

  it("follows a photo from one filter to another with the save that says so", async (store) => {
    const first = aPhoto({ tags: ["sea", "night"], timeline: "2026-07-01T00:00:00.000" });
    await save(store, first);
    const retagged = await saveAgain(store, first, { tags: ["sea", "harbour"], title: "Harbour" });
    expect(await listed(store, { tag: "night" })).toEqual([]);
    for (const tag of retagged.tags) expect(await listed(store, { tag })).toEqual([retagged]);

    const moved = await saveAgain(store, retagged, { state: "ready", timeline: "2025-01-01T00:00:00.000" });
    expect(await listed(store, { tag: "sea", from: "2026-01-01T00:00:00.000" })).toEqual([]);
    expect(await listed(store, { tag: "sea", to: "2026-01-01T00:00:00.000", state: "ready" })).toEqual([moved]);
    expect(await listed(store, { state: "initiated" })).toEqual([]);

    const trashed = await saveAgain(store, moved, { state: "trashed" });
    expect(await listed(store, { tag: "sea" })).toEqual([]);
    expect(await listed(store, { state: "trashed", tag: "sea" })).toEqual([trashed]);

    const restored = await saveAgain(store, trashed, { state: "ready" });
    expect(await listed(store, { tag: "sea" })).toEqual([restored]);
    const purged = await saveAgain(store, restored, { state: "purged" });
    await store.photos.forget(purged);
    await store.settled();
    for (const state of [undefined, ...VisibleState.options]) {
      expect(await listed(store, { state, tag: "sea" })).toEqual([]);
    }
  });

  it("goes on where a filtered page ended, whatever came and went meanwhile", async (store) => {
    const [first, second, third, fourth] = Array.from({ length: 4 }, () => aPhoto({ tags: ["sea"] })).toReversed();
    await save(store, fourth, aPhoto(), third, second, aPhoto({ tags: ["night"] }), first);
    const next = await cursorAfter(store, { tag: "sea" }, 2);
    await saveAgain(store, second, { tags: [] });
    await saveAgain(store, third, { state: "trashed" });
    await save(store, aPhoto({ tags: ["sea"] }), aPhoto({ tags: ["sea"] }));
    expect(await walkPages((page) => store.photos.list(ana, { tag: "sea" }, page), 1, next)).toEqual([fourth]);
  });

  it("refuses the cursor of another filter, and takes its own however long its tag is", async (store) => {
    const filter: PhotoFilter = { state: "initiated", tag: longest, from: "2026-01-01T00:00:00.000", to: "2027" };
    const photos = [ana, ben].flatMap((owner) => [1, 2, 3].map(() => aPhoto({ owner, tags: [longest, "sea"] })));
    await save(store, ...photos);
    const next = await cursorAfter(store, filter, 1);
    const list = (owner: UserId, other: PhotoFilter) =>
      codeOf(store.photos.list(owner, other, { limit: 1, cursor: next }));
    expect(await list(ana, { ...filter })).toBe("resolved");
    expect(await list(ben, filter)).toBe("invalid_cursor");
    const others: PhotoFilter[] = [
      {},
      { state: "ready" },
      { state: undefined },
      { tag: "sea" },
      { tag: undefined },
      { from: "2026-01-01T00:00:00.001" },
      { from: undefined },
      { to: "2026" },
      { to: undefined },
    ];
    for (const [index, other] of others.entries()) {
      expect(await list(ana, index === 0 ? other : { ...filter, ...other }), JSON.stringify(other)).toBe(
        "invalid_cursor",
      );
    }
  });
}
