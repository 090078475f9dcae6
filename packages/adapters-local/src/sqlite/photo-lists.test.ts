import { type Photo, PhotoState } from "@tintype/core";
import { ana, aPhoto, ben, changed, createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type SqliteDatabase, store } from "./open-sqlite-database.ts";
import { createSqlitePhotoRepository } from "./sqlite-photo-repository.ts";
import { temporaryDatabase } from "./temporary-database.fixture.ts";

describe("what SQLite keeps beside photos", () => {
  it("says of tags and months what the photos say, whatever happened to them", async () => {
    await using place = await temporaryDatabase();
    const photos = createSqlitePhotoRepository({ database: place.database, clock: createManualClock() });
    const current = new Map<number, Photo>();
    const draw = numbers(7);
    const choose = <T>(values: readonly T[]): T => values[draw(values.length)] as T;
    for (let round = 0; round < 60; round += 1) {
      const saves = Array.from({ length: 20 }, async () => {
        const place = draw(150);
        const before = current.get(place);
        const changes = {
          state: choose(PhotoState.options),
          tags: choose([[], ["sea"], ["sea", "night"], ["night", "night", "東京"]]),
          timeline: choose(["2026-10-31T23:59:59.999", "2026-11-01T00:00:00.000", "2025-01-01T00:00:00.000"]),
        };
        if (before?.state === "purged" && draw(2) === 0) {
          current.delete(place);
          await photos.forget(before);
          return;
        }
        const after =
          before === undefined ? aPhoto({ ...changes, owner: choose([ana, ben]) }) : changed(before, changes);
        current.set(place, after);
        await photos.save({ before, after, events: [] });
        // Nobody has a photo in that state any more.
        if (draw(3) === 0) await photos.save({ before, after, events: [] }).catch(() => {});
      });
      await Promise.all(saves);
    }
    const kept = [...current.values()];
    expect(rowsOf(place.database, "SELECT owner, tag, shelf, timeline, photo FROM photo_tags")).toEqual(
      kept.flatMap(tagRowsOf).toSorted(),
    );
    expect(rowsOf(place.database, "SELECT owner, month, photos FROM photo_months")).toEqual(monthRowsOf(kept));
    expect(kept.length).toBeGreaterThan(50);
  });
});

/** Every row as one text, sorted. */
const rowsOf = ({ [store]: { prepare } }: SqliteDatabase, sql: string): string[] =>
  prepare<Record<string, string>>(sql)
    .all()
    .map((row) => Object.values(row).join(" "))
    .toSorted();

const shelfOf = ({ state }: Photo): string => (state === "trashed" ? "trash" : "library");

const tagRowsOf = (photo: Photo): string[] =>
  photo.state === "purged"
    ? []
    : [...new Set(photo.tags)].map((tag) => [photo.owner, tag, shelfOf(photo), photo.timeline, photo.id].join(" "));

function monthRowsOf(photos: readonly Photo[]): string[] {
  const library = photos.filter(({ state }) => state !== "trashed" && state !== "purged");
  const byMonth = Object.groupBy(library, ({ owner, timeline }) => `${owner} ${timeline.slice(0, 7)}`);
  return Object.entries(byMonth)
    .map(([month, { length } = []]) => `${month} ${length}`)
    .toSorted();
}

/** The same numbers below `most` every time (a linear congruential generator, Numerical Recipes). */
function numbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}
