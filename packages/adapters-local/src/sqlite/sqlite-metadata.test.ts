import { type Clock, days, lanes, minutes, PhotoId, plus } from "@tintype/core";
import {
  describeAccountRepository,
  describeApiKeyRepository,
  describeEventQueue,
  describePhotoRepository,
  describeShareRepository,
  describeUsageLedger,
} from "@tintype/core/contracts";
import { anAccount, ana, aPhoto, aShare, createManualClock, nextUlid, photoEvent } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type SqliteDatabase, store } from "./open-sqlite-database.ts";
import { createSqliteAccountRepository } from "./sqlite-account-repository.ts";
import { createSqliteApiKeyRepository } from "./sqlite-api-key-repository.ts";
import { createSqliteEventQueue } from "./sqlite-event-queue.ts";
import { createSqlitePhotoRepository } from "./sqlite-photo-repository.ts";
import { createSqliteShareRepository } from "./sqlite-share-repository.ts";
import { createSqliteUsageLedger } from "./sqlite-usage-ledger.ts";
import { temporaryDatabase } from "./temporary-database.fixture.ts";

const runner = { describe, it, expect };

describeAccountRepository(runner, "SQLite", openMetadata);
describePhotoRepository(runner, "SQLite", openMetadata);
describeShareRepository(runner, "SQLite", openMetadata);
describeApiKeyRepository(runner, "SQLite", openMetadata);
describeUsageLedger(runner, "SQLite", openMetadata);
describeEventQueue(runner, "SQLite", openMetadata);

describe("metadata in SQLite", () => {
  it("finds everything by an index, and sorts nothing", async () => {
    await using place = await temporaryDatabase();
    const { prepare, prepareValue } = place.database[store];
    const statements: string[] = [];
    const recording = (sql: string) => statements.push(sql);
    metadataOn(recorded(place.database, recording), createManualClock());
    expect(statements.length).toBeGreaterThan(30);
    const plans = statements.flatMap((sql) =>
      prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...parametersOf(sql))
        .map(({ detail }) => `${detail} -- ${sql}`),
    );
    const tables = prepareValue<string>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const slow = new RegExp(`^SCAN (${tables.join("|")})\\b|TEMP B-TREE`);
    expect(plans.filter((plan) => slow.test(plan))).toEqual([]);
    const range = (position: string) => `timeline>\\? AND \\(timeline,${position}\\)<\\(\\?,\\?\\)\\)`;
    const pages = [
      [2, `^SEARCH photos USING COVERING INDEX photos_by_timeline \\(owner=\\? AND shelf=\\? AND ${range("id")}`],
      [2, `^SEARCH photos USING COVERING INDEX photos_by_state \\(owner=\\? AND state=\\? AND ${range("id")}`],
      [2, `^SEARCH tags USING PRIMARY KEY \\(owner=\\? AND tag=\\? AND shelf=\\? AND ${range("photo")}`],
      [2, "^SEARCH photos USING INDEX sqlite_autoindex_photos_1 \\(id=\\?\\).* CROSS JOIN"],
      [
        1,
        "^SEARCH tags (?:EXISTS )?USING PRIMARY KEY \\(owner=\\? AND tag=\\? AND shelf=\\? AND timeline=\\? AND photo=\\?\\)",
      ],
      [1, "^SEARCH photo_months USING PRIMARY KEY \\(owner=\\?\\)"],
    ] as const;
    for (const [count, page] of pages) {
      expect(plans.filter((plan) => new RegExp(page, "s").test(plan)).length, page).toBe(count);
    }
  });

  it("keeps no row of an event that is done, and the reason of one that is buried", async () => {
    await using metadata = await openMetadata(createManualClock());
    const { photos, queue, database } = metadata;
    const [done, buried] = [aPhoto(), aPhoto()];
    await photos.save({ after: done, events: [photoEvent(done)] });
    await photos.save({ after: buried, events: [photoEvent(buried)] });
    const [first, second] = await queue.take("imaging", { lease: 1_000, limit: 2 });
    if (first === undefined || second === undefined) throw new Error("Two events were due.");
    await queue.done(first);
    await queue.bury(second, "it cannot be read");
    expect(rowsOf(database, "outbox")).toEqual([]);
    expect(rowsOf(database, "buried_events")).toMatchObject([{ lane: "imaging", reason: "it cannot be read" }]);
  });

  it("buries an event that it cannot read, and delivers the others", async () => {
    await using metadata = await openMetadata(createManualClock());
    const { photos, queue, database } = metadata;
    const [strange, familiar] = [aPhoto(), aPhoto()];
    await photos.save({ after: strange, events: [photoEvent(strange)] });
    database[store].prepare("UPDATE outbox SET event = json_set(event, '$.type', 'photo_admired')").run();
    await photos.save({ after: familiar, events: [photoEvent(familiar)] });
    const deliveries = await queue.take("imaging", { lease: 1_000, limit: 2 });
    expect(deliveries.map(({ event }) => event)).toEqual([photoEvent(familiar)]);
    expect(rowsOf(database, "buried_events")).toMatchObject([{ attempts: 1, reason: "unreadable" }]);
  });

  it("says that a newer version has written what it cannot read", async () => {
    await using metadata = await openMetadata(createManualClock());
    const photo = aPhoto();
    await metadata.photos.save({ after: photo, events: [] });
    const { prepare } = metadata.database[store];
    prepare("UPDATE photos SET saved = 2, document = json_set(document, '$.state', 'admired')").run();
    const reading = metadata.photos.get(photo.id);
    await expect(reading).rejects.toMatchObject({ code: "unavailable", message: expect.stringContaining("version") });
  });

  it("gives no lease twice, even when the rows of all events are gone", async () => {
    await using metadata = await openMetadata(createManualClock());
    const { photos, queue } = metadata;
    const leases = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const photo = aPhoto();
      await photos.save({ after: photo, events: [photoEvent(photo)] });
      const deliveries = await queue.take("imaging", { lease: 1_000, limit: 1 });
      for (const delivery of deliveries) {
        leases.add(delivery.lease);
        await queue.done(delivery);
      }
    }
    expect(leases.size).toBe(3);
  });

  it("resumes what went to a process that is no more as if for the first time, and what was to be tried later", async () => {
    await using metadata = await openMetadata(createManualClock());
    const { photos, queue } = metadata;
    const [taken, retried, waiting] = [aPhoto(), aPhoto(), aPhoto()];
    for (const photo of [taken, retried]) await photos.save({ after: photo, events: [photoEvent(photo)] });
    const [, delivery] = await queue.take("imaging", { lease: 60_000, limit: 2 });
    if (delivery === undefined) throw new Error("Two events were due.");
    await queue.retry(delivery, 30_000);
    await photos.save({ after: waiting, events: [photoEvent(waiting)] });
    expect(await queue.resume()).toBe(2);
    const next = await queue.take("imaging", { lease: 60_000, limit: 3 });
    expect(next.map(({ event, attempt }) => [event, attempt])).toEqual([
      [photoEvent(taken), 1],
      [photoEvent(retried), 2],
      [photoEvent(waiting), 1],
    ]);
    for (const done of next) await queue.done(done);
    expect(await queue.resume()).toBe(0);
  });

  it("tells how many events wait on which lane, since when, and how many were given up", async () => {
    const clock = createManualClock();
    await using metadata = await openMetadata(clock);
    const { photos, queue } = metadata;
    const nothing = { events: 0, since: undefined, buried: 0 };
    expect(await queue.backlog()).toEqual(lanes.map((lane) => ({ lane, ...nothing })));
    const events = [aPhoto(), aPhoto(), aPhoto()].map((photo, minute) => ({
      photo,
      event: { ...photoEvent(photo), at: plus(clock.now(), minutes(minute)) },
    }));
    for (const { photo, event } of events) await photos.save({ after: photo, events: [event] });
    const onImaging = async () => (await queue.backlog()).find(({ lane }) => lane === "imaging");
    expect(await onImaging()).toEqual({ lane: "imaging", events: 3, since: events[0]?.event.at, buried: 0 });
    const [first, second] = await queue.take("imaging", { lease: 60_000, limit: 2 });
    if (first === undefined || second === undefined) throw new Error("Three events were due.");
    await queue.bury(first, "no luck");
    await queue.done(second);
    expect(await onImaging()).toEqual({ lane: "imaging", events: 1, since: events[2]?.event.at, buried: 1 });
  });

  it("lets expired receipts go as new ones come", async () => {
    const clock = createManualClock();
    await using metadata = await openMetadata(clock);
    const save = (keyHash: string) =>
      metadata.shares.save({
        after: aShare(),
        events: [],
        receipt: { keyHash, bodyHash: "body", resultId: nextUlid(), expiresAt: plus(clock.now(), days(1)) },
      });
    for (let count = 0; count < 10; count += 1) await save(`old ${count}`);
    clock.advance(days(1));
    for (let count = 0; count < 6; count += 1) await save(`new ${count}`);
    expect(rowsOf(metadata.database, "receipts").length).toBe(6);
  });

  it("keeps no usage of an owner who has nothing", async () => {
    const clock = createManualClock();
    await using metadata = await openMetadata(clock);
    const photo = PhotoId.parse(nextUlid());
    const limits = { photos: 1, bytes: 10, openUploads: 1 };
    await metadata.usage.reserve({ owner: ana, photo, bytes: 10, reservedAt: clock.now() }, limits);
    await metadata.usage.release(ana, photo);
    expect(rowsOf(metadata.database, "usage")).toEqual([]);
    expect(rowsOf(metadata.database, "counted_photos")).toEqual([]);
  });

  it("tells who listens on which lanes events were saved, until they stop listening", async () => {
    await using metadata = await openMetadata(createManualClock());
    const heard: (readonly string[])[] = [];
    const stop = metadata.database.onEventsSaved((lanes) => heard.push([...lanes]));
    const photo = aPhoto();
    await metadata.photos.save({ after: photo, events: [photoEvent(photo)] });
    await metadata.accounts.save({ after: anAccount(), events: [] });
    const refused = metadata.photos.save({ after: photo, events: [photoEvent(photo)] });
    await expect(refused).rejects.toMatchObject({ code: "save_conflict" });
    stop();
    const unheard = aPhoto();
    await metadata.photos.save({ after: unheard, events: [photoEvent(unheard)] });
    expect(heard).toEqual([["imaging"]]);
  });
});

async function openMetadata(clock: Clock) {
  const place = await temporaryDatabase();
  return { ...place, ...metadataOn(place.database, clock), settled: async () => {} };
}

function metadataOn(database: SqliteDatabase, clock: Clock) {
  return {
    accounts: createSqliteAccountRepository({ database, clock }),
    photos: createSqlitePhotoRepository({ database, clock }),
    shares: createSqliteShareRepository({ database, clock }),
    apiKeys: createSqliteApiKeyRepository({ database, clock }),
    usage: createSqliteUsageLedger({ database }),
    queue: createSqliteEventQueue({ database, clock }),
  };
}

/** The same database, telling every statement that is prepared on it. */
function recorded(database: SqliteDatabase, record: (sql: string) => void): SqliteDatabase {
  const { prepare, prepareValue } = database[store];
  return {
    ...database,
    [store]: {
      ...database[store],
      prepare: (sql) => {
        record(sql);
        return prepare(sql);
      },
      prepareValue: (sql) => {
        record(sql);
        return prepareValue(sql);
      },
    },
  };
}

const parametersOf = (sql: string): null[] => Array.from(sql.matchAll(/\?/g), () => null);

const rowsOf = ({ [store]: { prepare } }: SqliteDatabase, table: string): unknown[] =>
  prepare(`SELECT * FROM ${table}`).all();
