import { Photo, PhotoState } from "../photos/photo.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { ana, aPhoto, ben, changed } from "./entities.fixture.ts";
import { type OpenStore, onFreshStore, type PhotoRepositoryFixture } from "./metadata.fixture.ts";
import { savePhotos as save, savePhotoAgain as saveAgain } from "./photo-lists.fixture.ts";

/** How every `PhotoRepository` counts the months of a library. Called within its suite. */
export function describePhotoMonths(runner: ContractRunner, open: OpenStore<PhotoRepositoryFixture>): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("counts the photos of every month that has some, the latest month first", async (store) => {
    const times = [
      "2026-10-31T23:59:59.999",
      "2026-11-01T00:00:00.000",
      "1826-06-01T12:00:00.000",
      "2026-11-30T23:59:59.999",
      "2025-11-01T00:00:00.000",
      "2026-11-15T00:00:00.000",
    ];
    await save(store, ...times.map((timeline) => aPhoto({ timeline })));
    expect(await months(store)).toEqual([
      { month: "2026-11", count: 3 },
      { month: "2026-10", count: 1 },
      { month: "2025-11", count: 1 },
      { month: "1826-06", count: 1 },
    ]);
  });

  it("counts nothing for an owner without photos, nor what is in the trash or purged", async (store) => {
    await save(store, aPhoto({ owner: ben }), aPhoto({ state: "trashed" }), aPhoto({ state: "purged" }));
    expect(await months(store)).toEqual([]);
    await save(store, ...PhotoState.options.map((state) => aPhoto({ state })));
    expect(await months(store)).toEqual([{ month: "2026-11", count: PhotoState.options.length - 2 }]);
  });

  it("counts anew with every save that moves a photo", async (store) => {
    const [staying, first] = [aPhoto(), aPhoto()];
    await save(store, staying, first);
    const developed = await saveAgain(store, first, { state: "ready", timeline: "2026-07-01T14:03:22.000" });
    const inJuly = [
      { month: "2026-11", count: 1 },
      { month: "2026-07", count: 1 },
    ];
    expect(await months(store)).toEqual(inJuly);
    const edited = await saveAgain(store, developed, { title: "Harbour", tags: ["sea"] });
    expect(await months(store)).toEqual(inJuly);
    const trashed = await saveAgain(store, edited, { state: "trashed" });
    expect(await months(store)).toEqual([{ month: "2026-11", count: 1 }]);
    const restored = await saveAgain(store, trashed, { state: "ready" });
    expect(await months(store)).toEqual(inJuly);
    const purged = await saveAgain(store, restored, { state: "purged" });
    await store.photos.forget(purged);
    await store.settled();
    expect(await months(store)).toEqual([{ month: "2026-11", count: 1 }]);
  });

  it("counts each of many photos once, however many are saved at once, and no save that was refused", async (store) => {
    const photos = Array.from({ length: 20 }, () => aPhoto());
    await Promise.all(photos.map((after) => store.photos.save({ after, events: [] })));
    const restored = photos.map((photo) => changed(photo, { timeline: "2026-07-01T14:03:22.000" }));
    const codes = await Promise.all(
      restored.flatMap((after, index) =>
        [1, 2].map(() => codeOf(store.photos.save({ before: Photo.parse(photos[index]), after, events: [] }))),
      ),
    );
    expect(codes.filter((code) => code === "save_conflict").length).toBe(20);
    await store.settled();
    expect(await months(store)).toEqual([{ month: "2026-07", count: 20 }]);
  });

  it("rejects counting that was aborted", async ({ photos }) => {
    expect(await isRejected(photos.months(ana, { signal: AbortSignal.abort() }))).toBe(true);
  });
}

const months = ({ photos }: PhotoRepositoryFixture) => photos.months(ana);
