import { type Photo, PhotoState } from "../photos/photo.ts";
import { Sha256 } from "../shared/ids.ts";
import { Instant, plus } from "../shared/instant.ts";
import { isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { ana, aPhoto, aReadyPhoto, ben, changed } from "./entities.fixture.ts";
import { type OpenStore, onFreshStore, type PhotoRepositoryFixture } from "./metadata.fixture.ts";

const sha256 = Sha256.parse("ab".repeat(32));
const now = Instant.parse("2026-11-20T09:30:00.000Z");

/** How every `PhotoRepository` finds photos by their bytes and by what is due. Called within its suite. */
export function describePhotoLookups(runner: ContractRunner, open: OpenStore<PhotoRepositoryFixture>): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("finds a photo by its verified bytes when it is ready or in the trash, and in no other state", async (store) => {
    for (const state of PhotoState.options) {
      const photo = aReadyPhoto({ state, sha256: Sha256.parse(hexOf(state)) });
      await save(store, photo);
      const found = await store.photos.findBySha256(ana, Sha256.parse(hexOf(state)));
      expect(found, state).toEqual(state === "ready" || state === "trashed" ? photo : undefined);
    }
  });

  it("finds no photo by what a client said its bytes would be, nor one of another owner", async (store) => {
    await save(store, aReadyPhoto({ statedSha256: sha256 }), aReadyPhoto({ owner: ben, sha256 }));
    expect(await store.photos.findBySha256(ana, sha256)).toBe(undefined);
  });

  it("finds the oldest of several photos with the same bytes", async (store) => {
    const oldest = aReadyPhoto({ sha256, createdAt: plus(now, -2), state: "trashed" });
    const older = aReadyPhoto({ sha256, createdAt: plus(now, -1) });
    const failed = aReadyPhoto({ sha256, createdAt: plus(now, -3), state: "failed" });
    const newest = aReadyPhoto({ sha256, createdAt: now });
    await save(store, newest, oldest, failed, older);
    expect(await store.photos.findBySha256(ana, sha256)).toEqual(oldest);
    await store.photos.save({ before: oldest, after: changed(oldest, { state: "purged" }), events: [] });
    await store.settled();
    expect(await store.photos.findBySha256(ana, sha256)).toEqual(older);
  });

  it("gives what is due, to the millisecond, the longest overdue first, of every owner and state", async (store) => {
    const longest = aPhoto({ dueAt: plus(now, -90_000), owner: ben, state: "purged" });
    const longer = aPhoto({ dueAt: plus(now, -1), state: "failed" });
    const justNow = aPhoto({ dueAt: now });
    await save(store, justNow, aPhoto({ dueAt: plus(now, 1) }), longest, aPhoto(), longer);
    expect(await store.photos.due(now, 10)).toEqual([longest, longer, justNow]);
    expect(await store.photos.due(now, 2)).toEqual([longest, longer]);
    expect(await store.photos.due(plus(now, -90_001), 10)).toEqual([]);
  });

  it("gives what an owner has, in whatever state, tombstones too, and nothing of anybody else's", async (store) => {
    const states = PhotoState.options.map((state) => aReadyPhoto({ state, sha256: Sha256.parse(hexOf(state)) }));
    await save(store, ...states, aPhoto({ owner: ben }), aPhoto({ owner: ben, state: "purged" }));
    const ids = (photos: readonly Photo[]) => photos.map(({ id }) => id).toSorted();
    expect(ids(await store.photos.ofOwner(ana, 100))).toEqual(ids(states));
    expect((await store.photos.ofOwner(ana, 3)).length).toBe(3);
    for (const photo of states) await store.photos.forget(photo);
    await store.settled();
    expect(await store.photos.ofOwner(ana, 100)).toEqual([]);
    expect((await store.photos.ofOwner(ben, 100)).length).toBe(2);
  });

  it("gives no longer what was put off, taken care of or forgotten", async (store) => {
    const [putOff, settled] = [aPhoto({ dueAt: now }), aPhoto({ dueAt: now })];
    const forgotten = aPhoto({ dueAt: now, state: "purged" });
    await save(store, putOff, settled, forgotten);
    await store.photos.save({ before: putOff, after: changed(putOff, { dueAt: plus(now, 1) }), events: [] });
    await store.photos.save({ before: settled, after: changed(settled, { dueAt: undefined }), events: [] });
    await store.photos.forget(forgotten);
    await store.settled();
    expect(await store.photos.due(now, 10)).toEqual([]);
    expect((await store.photos.due(plus(now, 1), 10)).map(({ id }) => id)).toEqual([putOff.id]);
  });

  it("rejects look-ups that were aborted", async ({ photos }) => {
    const options = { signal: AbortSignal.abort() };
    expect(await isRejected(photos.findBySha256(ana, sha256, options))).toBe(true);
    expect(await isRejected(photos.due(now, 1, options))).toBe(true);
    expect(await isRejected(photos.ofOwner(ana, 1, options))).toBe(true);
    expect(await isRejected(photos.forget(aPhoto(), options))).toBe(true);
  });
}

/** A hash that differs for every state. */
const hexOf = (state: PhotoState): string => PhotoState.options.indexOf(state).toString(16).padStart(64, "0");

/** Saves them and waits until look-ups show them. */
async function save({ photos, settled }: PhotoRepositoryFixture, ...all: readonly Photo[]): Promise<void> {
  for (const after of all) await photos.save({ after, events: [] });
  await settled();
}
