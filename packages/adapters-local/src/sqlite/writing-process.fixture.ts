import { PhotoId } from "@tintype/core";
import { aPhoto, changed, createManualClock } from "@tintype/core/testing";
import { openSqliteDatabase } from "./open-sqlite-database.ts";
import { createSqlitePhotoRepository } from "./sqlite-photo-repository.ts";

/*
 * A process of its own: `node writing-process.fixture.ts DATABASE PROCESS WRITERS CHANGES`. So many writers at once
 * change a photo each, one change after the other. Prints every error that one of them was told, a line each.
 */
const [path = "", number = "", writers = "", changes = ""] = process.argv.slice(2);
await using database = openSqliteDatabase(path);
const photos = createSqlitePhotoRepository({ database, clock: createManualClock() });

async function write(writer: number): Promise<void> {
  const id = PhotoId.parse(`01K9WR${number.padStart(10, "0")}${String(writer).padStart(10, "0")}`);
  let photo = aPhoto({ id });
  await photos.save({ after: photo, events: [] });
  for (let change = 1; change < Number(changes); change += 1) {
    const next = changed(photo, { title: `change ${change}` });
    await photos.save({ before: photo, after: next, events: [] });
    photo = next;
  }
}

const ends = await Promise.allSettled(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
for (const end of ends) if (end.status === "rejected") console.log(String(end.reason));
