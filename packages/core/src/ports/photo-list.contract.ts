import { type Photo, PhotoState } from "../photos/photo.ts";
import { Cursor } from "../shared/page.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { ana, aPhoto, aShare, ben } from "./entities.fixture.ts";
import { type OpenStore, onFreshStore, type PhotoRepositoryFixture } from "./metadata.fixture.ts";
import {
  cursorAfterPhotos as cursorAfter,
  listedPhotos as listed,
  savePhotos as save,
  savePhotoAgain as saveAgain,
} from "./photo-lists.fixture.ts";
import type { PhotoFilter } from "./photo-repository.ts";
import { walkPages } from "./walk-pages.fixture.ts";

/** How every `PhotoRepository` lists. Called within its suite. */
export function describePhotoList(runner: ContractRunner, open: OpenStore<PhotoRepositoryFixture>): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("lists newest first by timeline, then by id, in pages of any size", async (store) => {
    const early = photosAt("2024-02-29T23:59:59.999", 2);
    const late = photosAt("2026-07-01T14:03:22.000", 3);
    const latest = photosAt("2026-07-01T14:03:22.001", 1);
    const oldest = photosAt("1969-12-31T00:00:00.000", 1);
    await save(store, ...late, ...oldest, ...latest, ...early);
    const expected = [...latest, ...late.toReversed(), ...early.toReversed(), ...oldest];
    for (const limit of [1, 2, 7, 100]) expect(await listed(store, {}, limit)).toEqual(expected);
  });

  it("lists nothing for an owner without photos", async (store) => {
    await save(store, aPhoto());
    expect(await walkPages((page) => store.photos.list(ben, {}, page), 10)).toEqual([]);
    expect(await listed(store, trash, 10)).toEqual([]);
  });

  it("shows what is trashed in the trash, tombstones nowhere and the rest in the library", async (store) => {
    const photos = PhotoState.options.map((state) => aPhoto({ state }));
    await save(store, ...photos);
    const newestFirst = photos.toReversed();
    expect(await listed(store, {})).toEqual(
      newestFirst.filter(({ state }) => state !== "trashed" && state !== "purged"),
    );
    expect(await listed(store, trash)).toEqual(newestFirst.filter(({ state }) => state === "trashed"));
  });

  it("moves a photo into the trash and out of it, and along its timeline, with the save that says so", async (store) => {
    const [lower, upper] = [aPhoto(), aPhoto()];
    await save(store, lower, upper);
    const trashed = await saveAgain(store, lower, { state: "trashed" });
    expect(await listed(store, {})).toEqual([upper]);
    expect(await listed(store, trash)).toEqual([trashed]);
    const restored = await saveAgain(store, trashed, { state: "ready", timeline: "2027-01-01T00:00:00.000" });
    expect(await listed(store, {})).toEqual([restored, upper]);
    expect(await listed(store, trash)).toEqual([]);
    await saveAgain(store, restored, { state: "purged" });
    expect(await listed(store, {})).toEqual([upper]);
    expect(await listed(store, trash)).toEqual([]);
  });

  it("keeps owners apart", async (store) => {
    const [hers, his] = [aPhoto({ owner: ana }), aPhoto({ owner: ben })];
    await save(store, hers, his);
    expect(await listed(store, {})).toEqual([hers]);
    expect(await walkPages((page) => store.photos.list(ben, {}, page), 10)).toEqual([his]);
  });

  it("goes on where a page ended, whatever came and went meanwhile", async (store) => {
    const [first, second, third, fourth, fifth] = photosAt("2026-05-05T05:05:05.000", 5).toReversed();
    await save(store, first, second, third, fourth, fifth);
    const next = await cursorAfter(store, {}, 2);
    await saveAgain(store, second, { state: "trashed" });
    await saveAgain(store, fourth, { state: "purged" });
    const older = aPhoto({ timeline: "2026-05-05T05:05:04.999" });
    await save(store, older, ...photosAt("2026-06-06T06:06:06.000", 3));
    const rest = await walkPages((page) => store.photos.list(ana, {}, page), 2, next);
    expect(rest).toEqual([third, fifth, older]);
  });

  it("refuses a cursor that is not from this list", async (store) => {
    await save(store, ...photosAt("2026-05-05T05:05:05.000", 3));
    await save(store, ...photosAt("2026-05-05T05:05:05.000", 3).map((photo) => ({ ...photo, owner: ben })));
    const next = await cursorAfter(store, {}, 1);
    const list = (owner: typeof ana, filter: PhotoFilter, cursor: string | undefined) =>
      codeOf(store.photos.list(owner, filter, { limit: 1, cursor: Cursor.parse(cursor) }));
    expect(await list(ana, {}, next)).toBe("resolved");
    expect(await list(ben, {}, next)).toBe("invalid_cursor");
    expect(await list(ana, trash, next)).toBe("invalid_cursor");
    for (const ofShares of await cursorsOfShares(store)) expect(await list(ana, {}, ofShares)).toBe("invalid_cursor");
    const cut = next.slice(0, next.length / 2);
    for (const garbage of ["x", "0", "null", "{}", "e30", "AAAA====", "%00", "ü", cut, "9".repeat(2_000)]) {
      expect(await list(ana, {}, garbage), garbage).toBe("invalid_cursor");
    }
  });

  it("rejects a list that was aborted", async ({ photos }) => {
    const options = { signal: AbortSignal.abort() };
    expect(await isRejected(photos.list(ana, {}, { limit: 1 }, options))).toBe(true);
  });
}

const trash: PhotoFilter = { state: "trashed" };

function photosAt(timeline: string, count: number): Photo[] {
  return Array.from({ length: count }, () => aPhoto({ timeline }));
}

/** The cursor of Ana's shares, where the store has shares. */
async function cursorsOfShares({ shares, settled }: PhotoRepositoryFixture): Promise<readonly Cursor[]> {
  if (shares === undefined) return [];
  for (let made = 0; made < 3; made += 1) await shares.save({ after: aShare(), events: [] });
  await settled();
  const { next } = await shares.list(ana, undefined, { limit: 1 });
  return [Cursor.parse(next)];
}
