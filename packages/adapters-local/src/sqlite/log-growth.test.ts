import { stat } from "node:fs/promises";
import { aPhoto, createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { connect } from "./connection.ts";
import { createSqlitePhotoRepository } from "./sqlite-photo-repository.ts";
import { temporaryDatabase } from "./temporary-database.fixture.ts";

const MiB = 2 ** 20;

describe("the write-ahead log", () => {
  it("grows while somebody reads on and on, is used again once that ends, and keeps no more than 64 MiB", async () => {
    await using place = await temporaryDatabase();
    const photos = createSqlitePhotoRepository({ database: place.database, clock: createManualClock() });
    /** Saves that many mebibytes. */
    const save = async (mebibytes: number) => {
      for (let saved = 0; saved < mebibytes; saved += 1) {
        await photos.save({ after: aPhoto({ caption: "x".repeat(MiB) }), events: [] });
      }
    };
    const log = async () => (await stat(`${place.path}-wal`)).size / MiB;

    await save(40);
    expect(await log()).toBeLessThan(10);
    const reader = connect(place.path, 0);
    reader.execute("BEGIN; SELECT * FROM photos LIMIT 1");
    await save(80);
    expect(await log()).toBeGreaterThan(80);
    reader.execute("COMMIT");
    reader.close();
    await save(2);
    expect(await log()).toBeLessThanOrEqual(64);
    await save(40);
    expect(await log()).toBeLessThanOrEqual(64);
  });
});
