import { Photo, PhotoState } from "../photos/photo.ts";
import { Sha256 } from "../shared/ids.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { dueEvents } from "./due-events.fixture.ts";
import { aPhoto, aReadyPhoto, aReceipt, changed, photoEvent } from "./entities.fixture.ts";
import { type OpenStore, onFreshStore, type PhotoRepositoryFixture } from "./metadata.fixture.ts";
import { describePhotoFilters } from "./photo-filters.contract.ts";
import { describePhotoList } from "./photo-list.contract.ts";
import { describePhotoLookups } from "./photo-lookups.contract.ts";
import { describePhotoMonths } from "./photo-months.contract.ts";
import { describeRepository } from "./repository.contract.ts";

/** What every `PhotoRepository` does, with the events and the receipts of its store. */
export function describePhotoRepository(
  runner: ContractRunner,
  name: string,
  open: OpenStore<PhotoRepositoryFixture>,
): void {
  const { describe, expect } = runner;
  const it = onFreshStore(runner, open);

  describe(`PhotoRepository: ${name}`, () => {
    describeRepository(runner, open, {
      repository: ({ photos }) => photos,
      create: () => aReadyPhoto(),
      edit: (before, text) => changed(before, { title: text, revision: before.revision + 1 }),
      event: (photo) => photoEvent(photo),
    });

    it("keeps every field of a photo as it is", async ({ photos }) => {
      const photo = fullPhoto();
      expect(Object.keys(Photo.unwrap().shape).filter((field) => !(field in photo))).toEqual([]);
      await photos.save({ after: photo, events: [] });
      expect(await photos.get(photo.id)).toEqual(photo);
    });

    it("keeps a photo of every state, tombstones included", async ({ photos }) => {
      for (const state of PhotoState.options) {
        const photo = aPhoto({ state });
        await photos.save({ after: photo, events: [] });
        expect(await photos.get(photo.id)).toEqual(photo);
      }
    });

    it("forgets a field that a later save leaves out", async ({ photos }) => {
      const before = fullPhoto();
      await photos.save({ after: before, events: [] });
      const { id, owner, upload } = before;
      const bare = aPhoto({ id, owner, upload, saved: before.saved + 1 });
      await photos.save({ before, after: bare, events: [] });
      expect(await photos.get(id)).toEqual(bare);
    });

    it("keeps every character that people write, empty texts and the longest allowed ones", async ({ photos }) => {
      const scripts = "Zürich, 東京, العربية, עברית, हिन्दी, e\u0301, 𝒜, 👩🏽‍🚀, ' \" \\ % _ -- \n\t;";
      const photo = aPhoto({
        fileName: "IMG'; DROP TABLE photos; --.jpg",
        title: "",
        caption: scripts,
        tags: [scripts, "#", "", " ", "null", "0"],
      });
      await photos.save({ after: photo, events: [] });
      expect(await photos.get(photo.id)).toEqual(photo);
      const family = "👨‍👩‍👧‍👦";
      const tags = Array.from({ length: 50 }, (_, number) => `${family.repeat(48)}${number}`);
      const long = changed(photo, { title: family.repeat(200), caption: family.repeat(5_000), tags });
      await photos.save({ before: photo, after: long, events: [] });
      expect(await photos.get(photo.id)).toEqual(long);
    });

    it("forgets a tombstone that is still what was loaded, and not the events that it raised", async (store) => {
      const before = aReadyPhoto();
      const tombstone = changed(before, { state: "purged" });
      const event = photoEvent(tombstone, "photo_purged");
      await store.photos.save({ after: before, events: [] });
      await store.photos.save({ before, after: tombstone, events: [event] });
      await store.photos.forget(tombstone);
      expect(await store.photos.get(before.id)).toBe(undefined);
      expect(await dueEvents(store)).toEqual([event]);
    });

    it("does not forget what was saved meanwhile", async ({ photos }) => {
      const loaded = aPhoto({ state: "purged" });
      const later = changed(loaded);
      await photos.save({ after: loaded, events: [] });
      await photos.save({ before: loaded, after: later, events: [] });
      await photos.forget(loaded);
      expect(await photos.get(loaded.id)).toEqual(later);
    });

    it("forgets as often as it is told to", async ({ photos }) => {
      const tombstone = aPhoto({ state: "purged" });
      await photos.forget(tombstone);
      await photos.save({ after: tombstone, events: [] });
      await photos.forget(tombstone);
      await photos.forget(tombstone);
      expect(await photos.get(tombstone.id)).toBe(undefined);
    });

    it("forgets a photo with its receipt", async ({ photos }) => {
      const [receipt, other] = [aReceipt({ keyHash: "its own" }), aReceipt({ keyHash: "another" })];
      const [photo, neighbour] = [aReadyPhoto({ receipt: receipt.keyHash }), aPhoto({ receipt: other.keyHash })];
      await photos.save({ after: photo, events: [], receipt });
      await photos.save({ after: neighbour, events: [], receipt: other });
      await photos.forget(changed(photo));
      expect(await photos.receipt(receipt.keyHash)).toEqual(receipt);
      await photos.forget(photo);
      expect(await photos.get(photo.id)).toBe(undefined);
      expect(await photos.receipt(receipt.keyHash)).toBe(undefined);
      expect(await photos.receipt(other.keyHash)).toEqual(other);
    });

    describePhotoList(runner, open);
    describePhotoFilters(runner, open);
    describePhotoMonths(runner, open);
    describePhotoLookups(runner, open);
  });
}

/** With a value in every field that a photo can have. */
function fullPhoto(): Photo {
  const ready = aReadyPhoto();
  return aReadyPhoto({
    ...ready,
    state: "failed",
    title: "Harbour",
    caption: "Two lines\nof it",
    tags: ["sea", "sea at night"],
    bytes: Number.MAX_SAFE_INTEGER,
    statedSha256: Sha256.parse("f".repeat(64)),
    capturedAt: { local: "2026-07-01T14:03:22.000", offset: "+09:00", source: "original" },
    camera: {
      make: "Make",
      model: "Model",
      lens: "50 mm",
      exposure: "1/250",
      aperture: 1.8,
      iso: 12_800,
      focalLength: 4.2,
    },
    location: { latitude: -33.85678439999999, longitude: 151.21529670000001, altitude: -0.1 },
    warnings: [{ code: "metadata_damaged", detail: "The location could not be read." }],
    failure: { code: "image_damaged", detail: "The lower half is missing." },
    trashedAt: ready.createdAt,
    purgeAt: ready.createdAt,
    dueAt: ready.createdAt,
    retries: 2,
    receipt: "key-1",
    copy: { state: "wanted", since: ready.createdAt, tries: 1 },
    saved: 7,
    revision: 3,
  });
}
