import { PhotoId, plus, Sha256 } from "@tintype/core";
import { aPhoto, aReadyPhoto, nextUlid } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { placeOf } from "./photo-place.ts";

const tables = { photos: "PhotoMetadata", core: "TintypeCore" };
const indexed = (photo: Parameters<typeof placeOf>[1]) => placeOf(tables, photo).indexed;

describe(placeOf, () => {
  it("keeps a photo under its id, in the table of photos", () => {
    const photo = aPhoto();
    expect(placeOf(tables, photo)).toMatchObject({ table: "PhotoMetadata", key: { photoId: photo.id } });
  });

  it("puts a photo on its owner's shelf, by timeline and id", () => {
    const photo = aPhoto({ timeline: "2026-07-01T14:03:22.000" });
    expect(indexed(photo)).toMatchObject({ userId: photo.owner, shelfKey: `L#2026-07-01T14:03:22.000#${photo.id}` });
    expect(indexed({ ...photo, state: "trashed" })).toMatchObject({
      shelfKey: `T#2026-07-01T14:03:22.000#${photo.id}`,
    });
  });

  it("keeps tombstones where neither the library nor the trash looks", () => {
    expect(indexed(aPhoto({ state: "purged" }))?.["shelfKey"]).toMatch(/^X#/);
  });

  it("sorts a timeline before every one that goes on where it ends", () => {
    const [local, utc] = [
      aPhoto({ timeline: "2026-07-01T14:03:22.000" }),
      aPhoto({ timeline: "2026-07-01T14:03:22.000Z" }),
    ];
    const later = { ...local, id: utc.id };
    expect(String(indexed(later)?.["shelfKey"]) < String(indexed(utc)?.["shelfKey"])).toBe(true);
  });

  it("finds by content what has verified bytes, and nothing else", () => {
    const photo = aReadyPhoto({ sha256: Sha256.parse("ab".repeat(32)) });
    const found = { contentKey: `${photo.owner}#${photo.sha256}`, createdKey: `${photo.createdAt}#${photo.id}` };
    expect(indexed(photo)).toMatchObject(found);
    expect(indexed({ ...photo, state: "trashed" })).toMatchObject(found);
    for (const other of [{ ...photo, state: "failed" as const }, { ...photo, state: "purged" as const }, aPhoto()]) {
      expect(indexed(other)).not.toHaveProperty("contentKey");
      expect(indexed(other)).not.toHaveProperty("createdKey");
    }
  });

  it("finds by time what is due, spread over a few shards", () => {
    const dueAt = plus(aPhoto().createdAt, 5);
    const ids = Array.from("0123456789ABCDEF", (end) => PhotoId.parse(`${nextUlid().slice(0, 25)}${end}`));
    const photos = ids.map((id) => aPhoto({ id, dueAt }));
    for (const photo of photos) expect(indexed(photo)).toMatchObject({ dueKey: `${photo.dueAt}#${photo.id}` });
    expect(new Set(photos.map((photo) => indexed(photo)?.["dueShard"]))).toEqual(new Set(["0", "1", "2", "3"]));
    expect(indexed(aPhoto())).not.toHaveProperty("dueShard");
  });
});
