import { hours } from "@tintype/core";
import { aPhoto, createManualClock, photoEvent } from "@tintype/core/testing";
import { expect, it } from "vitest";
import { createSqliteEventQueue } from "./sqlite-event-queue.ts";
import { createSqlitePhotoRepository } from "./sqlite-photo-repository.ts";
import { temporaryDatabase } from "./temporary-database.fixture.ts";

it("hands out what was saved before the clock was set back when it comes to that time again, or after a restart", async () => {
  const clock = createManualClock();
  await using place = await temporaryDatabase();
  const options = { database: place.database, clock };
  const [photos, queue] = [createSqlitePhotoRepository(options), createSqliteEventQueue(options)];
  const take = () => queue.take("imaging", { lease: 1_000, limit: 10 });
  const photo = aPhoto();
  await photos.save({ after: photo, events: [photoEvent(photo)] });

  clock.advance(-hours(1));
  const later = aPhoto();
  await photos.save({ after: later, events: [photoEvent(later)] });
  const taken = await take();
  expect(taken.map(({ event }) => event)).toEqual([photoEvent(later)]);
  for (const delivery of taken) await queue.done(delivery);
  expect(await take()).toEqual([]);

  await queue.resume();
  expect((await take()).map(({ event }) => event)).toEqual([photoEvent(photo)]);
  clock.advance(hours(1));
  expect((await take()).map(({ attempt }) => attempt)).toEqual([2]);
});
