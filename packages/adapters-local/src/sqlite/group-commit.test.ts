import { readFile } from "node:fs/promises";
import { aPhoto, changed, createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { connect } from "./connection.ts";
import { type SqliteDatabase, store } from "./open-sqlite-database.ts";
import { createSqlitePhotoRepository } from "./sqlite-photo-repository.ts";
import { temporaryDatabase } from "./temporary-database.fixture.ts";

const clock = createManualClock();
const photosOf = (database: SqliteDatabase) => createSqlitePhotoRepository({ database, clock });
const isUnavailable = { code: "unavailable" };

describe("changes in one turn", () => {
  it("share one commit", async () => {
    await using place = await temporaryDatabase();
    const photos = photosOf(place.database);
    await photos.save({ after: aPhoto(), events: [] });
    const before = await commitsIn(place.path);
    await Promise.all(Array.from({ length: 16 }, () => photos.save({ after: aPhoto(), events: [] })));
    expect((await commitsIn(place.path)) - before).toBe(1);
  });

  it("fail alone", async () => {
    await using place = await temporaryDatabase();
    const photos = photosOf(place.database);
    const [first, second, third] = [aPhoto(), aPhoto(), aPhoto()];
    const outcomes = await Promise.allSettled([
      photos.save({ after: first, events: [] }),
      photos.save({ before: second, after: changed(second), events: [] }),
      photos.save({ after: third, events: [] }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await photos.get(first.id)).toEqual(first);
    expect(await photos.get(third.id)).toEqual(third);
  });

  it("are forgotten when they are aborted before their turn comes", async () => {
    await using place = await temporaryDatabase();
    const photos = photosOf(place.database);
    const photo = aPhoto();
    const abort = new AbortController();
    const saving = photos.save({ after: photo, events: [] }, { signal: abort.signal });
    abort.abort(new Error("not any more"));
    await expect(saving).rejects.toThrow("not any more");
    expect(await photos.get(photo.id)).toBe(undefined);
  });
});

describe("while another process writes", () => {
  it("changes wait, and reading goes on", async () => {
    await using place = await temporaryDatabase();
    const photos = photosOf(place.database);
    const stored = aPhoto();
    await photos.save({ after: stored, events: [] });
    using rival = writer(place.path);
    const saving = photos.save({ before: stored, after: changed(stored, { title: "second" }), events: [] });
    // It begins once a turn has brought no other change.
    for (let turn = 0; turn < 4; turn += 1) await nextTurn();
    expect(await photos.get(stored.id)).toEqual(stored);
    rival.finish();
    await saving;
    expect((await photos.get(stored.id))?.title).toBe("second");
  });

  it("changes do not wait for ever", async () => {
    await using place = await temporaryDatabase({ lockTimeout: 60 });
    const photos = photosOf(place.database);
    const photo = aPhoto();
    using rival = writer(place.path);
    await expect(photos.save({ after: photo, events: [] })).rejects.toMatchObject(isUnavailable);
    rival.finish();
    expect(await photos.get(photo.id)).toBe(undefined);
    await photos.save({ after: photo, events: [] });
    expect(await photos.get(photo.id)).toEqual(photo);
  });
});

describe("when there is no room left", () => {
  it("a change that needs room is refused and leaves no trace, others are made", async () => {
    await using place = await temporaryDatabase();
    const photos = photosOf(place.database);
    const stored = aPhoto();
    await photos.save({ after: stored, events: [] });
    leaveRoomFor(0, place.database);
    const small = changed(stored, { title: "small" });
    const large = aPhoto({ caption: "x".repeat(100_000) });
    const outcomes = await Promise.allSettled([
      photos.save({ before: stored, after: small, events: [] }),
      photos.save({ after: large, events: [] }),
    ]);
    expect(outcomes).toMatchObject([{ status: "fulfilled" }, { status: "rejected", reason: { code: "storage_full" } }]);
    expect(await photos.get(stored.id)).toEqual(small);
    expect(await photos.get(large.id)).toBe(undefined);
    leaveRoomFor(100, place.database);
    await photos.save({ after: large, events: [] });
    expect(await photos.get(large.id)).toEqual(large);
  });
});

describe("closing", () => {
  it("makes the changes that were begun", async () => {
    await using place = await temporaryDatabase();
    const saving = photosOf(place.database).save({ after: aPhoto(), events: [] });
    await place.database.close();
    await saving;
  });

  it("refuses what comes afterwards, and closes once", async () => {
    await using place = await temporaryDatabase();
    const photos = photosOf(place.database);
    await place.database.close();
    await place.database.close();
    await expect(photos.save({ after: aPhoto(), events: [] })).rejects.toMatchObject(isUnavailable);
    await expect(photos.get(aPhoto().id)).rejects.toMatchObject(isUnavailable);
  });
});

/** Frames of the write-ahead log that end a transaction have a second field that is not 0 (sqlite.org/fileformat2.html, 4.1). */
async function commitsIn(path: string): Promise<number> {
  const log = await readFile(`${path}-wal`);
  const frames = Array.from({ length: Math.floor((log.length - 32) / FRAME) }, (_, index) => 32 + index * FRAME);
  return frames.filter((start) => log.readUInt32BE(start + 4) !== 0).length;
}

const FRAME = 24 + 4_096;

function leaveRoomFor(pages: number, database: SqliteDatabase): void {
  const { prepareValue } = database[store];
  const used = prepareValue<number>("PRAGMA page_count").get() ?? 0;
  prepareValue(`PRAGMA max_page_count = ${used + pages}`).get();
}

function writer(path: string): Disposable & { finish(): void } {
  const connection = connect(path, 0);
  connection.execute("BEGIN IMMEDIATE");
  return {
    finish: () => connection.execute("COMMIT"),
    [Symbol.dispose]: () => connection.close(),
  };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
