import { setTimeout as pause } from "node:timers/promises";
import { aPhoto, createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { openUserPoolDatabase, poolFile } from "../user-pool/open-user-pool-database.ts";
import { connect } from "./connection.ts";
import { letThemWrite } from "./many-writers.fixture.ts";
import { createSqlitePhotoRepository } from "./sqlite-photo-repository.ts";
import { temporaryDatabase, temporaryPath } from "./temporary-database.fixture.ts";

describe("32 writers in four processes", { timeout: 300_000 }, () => {
  it("make 1,000 changes each, and none of them hears of a lock", async () => {
    expect(await letThemWrite(1_000)).toEqual({ errors: "", saved: 32 * 1_000 });
  });
});

// These are about real seconds: the ones that a database waits unless told otherwise.
describe("while another process holds the lock", () => {
  it("for one second, a change waits and is made", async () => {
    await using place = await temporaryDatabase();
    const photos = createSqlitePhotoRepository({ database: place.database, clock: createManualClock() });
    using rival = holdLock(place.path);
    const photo = aPhoto();
    const saving = photos.save({ after: photo, events: [] });
    await pause(1_000);
    expect(await photos.get(photo.id)).toBe(undefined);
    rival.release();
    await saving;
    expect(await photos.get(photo.id)).toEqual(photo);
  });

  it("for ten seconds, a change is unavailable after five, was not made, and can be made after ten", async () => {
    await using place = await temporaryDatabase();
    const photos = createSqlitePhotoRepository({ database: place.database, clock: createManualClock() });
    using rival = holdLock(place.path);
    const photo = aPhoto();
    const held = pause(10_000);
    const saving = photos.save({ after: photo, events: [] });
    await expect(Promise.race([saving, held])).rejects.toMatchObject({ code: "unavailable" });
    expect(await photos.get(photo.id)).toBe(undefined);
    await held;
    rival.release();
    await photos.save({ after: photo, events: [] });
    expect(await photos.get(photo.id)).toEqual(photo);
  });

  it("of a user pool for longer, whoever asks the pool waits five seconds, and is told then that it is unavailable", async () => {
    await using place = await temporaryPath();
    using database = openUserPoolDatabase(place.path);
    const { write } = database[poolFile];
    using rival = holdLock(place.path);
    expect(() => write(() => "written")).toThrow(expect.objectContaining({ code: "unavailable" }));
    rival.release();
    expect(write(() => "written")).toBe("written");
  });
});

function holdLock(path: string): Disposable & { release(): void } {
  const connection = connect(path, 0);
  connection.execute("BEGIN IMMEDIATE");
  return { release: () => connection.execute("COMMIT"), [Symbol.dispose]: () => connection.close() };
}
