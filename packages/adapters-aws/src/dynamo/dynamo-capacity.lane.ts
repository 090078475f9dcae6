import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { PhotoFilter, PhotoId } from "@tintype/core";
import { ana, aPhoto, aReservation, aShare, changed, createManualClock, photoEvent } from "@tintype/core/testing";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { meter } from "../meter.fixture.ts";
import { noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

const { describe, it, expect } = laneRunner(vitest, { missing: noDynamo });
const limits = { photos: 100, bytes: 1e9, openUploads: 100 };

/** The calls that something makes, with the units that each consumes. */
function metered(client: DynamoDBClient): (act: () => Promise<unknown>) => Promise<readonly string[]> {
  const receiptOf = meter(client);
  return async (act) => (await receiptOf(act)).calls.map(({ name, units }) => `${name} ${units}`);
}

describe("what is asked of DynamoDB", () => {
  it("is one write for a photo that is saved with its event: of the photo, and of each index that has it", async () => {
    await using store = await openDynamoFixture(createManualClock());
    const callsOf = metered(store.client);
    const photo = aPhoto();
    const save = () => store.photos.save({ after: photo, events: [photoEvent(photo)] });
    expect(await callsOf(save)).toEqual(["PutItem 3"]);
    const due = aPhoto({ dueAt: photo.createdAt });
    expect(await callsOf(() => store.photos.save({ after: due, events: [photoEvent(due)] }))).toEqual(["PutItem 4"]);
    const again = () => store.photos.save({ before: due, after: changed(due, { title: "Harbour" }), events: [] });
    expect(await callsOf(again)).toEqual(["PutItem 2"]);
  });

  it("is one read for a photo, and one query for a page of fifty", async () => {
    await using store = await openDynamoFixture(createManualClock());
    let last: PhotoId | undefined;
    for (let photos = 0; photos < 60; photos += 1) {
      const after = aPhoto();
      await store.photos.save({ after, events: [] });
      last = after.id;
    }
    const callsOf = metered(store.client);
    expect(await callsOf(() => store.photos.get(last as PhotoId))).toEqual(["GetItem 1"]);
    const [page, ...more] = await callsOf(() => store.photos.list(ana, {}, { limit: 50 }));
    expect(more).toEqual([]);
    expect(page).toMatch(/^Query [34](\.5)?$/);
  });

  it("is one query for a filtered page where most photos pass, and four at the most where none does", async () => {
    await using store = await openDynamoFixture(createManualClock());
    for (let photos = 0; photos < 60; photos += 1) {
      await store.photos.save({ after: aPhoto({ state: "ready", tags: photos < 2 ? [] : ["sea"] }), events: [] });
    }
    const callsOf = metered(store.client);
    const list = (filter: PhotoFilter, limit: number) => callsOf(() => store.photos.list(ana, filter, { limit }));
    expect((await list({ state: "ready", tag: "sea" }, 50)).length).toBe(1);
    expect((await list({ from: "2026-11-20", to: "2026-11-21" }, 50)).length).toBe(1);
    expect((await list({ tag: "night" }, 1)).length).toBe(4);
    expect((await list({ tag: "night" }, 50)).length).toBe(2);
    expect(await list({ from: "2026-11-21", to: "2026-11-20" }, 50)).toEqual([]);
  });

  it("is one query of keys alone for the months of a few thousand photos", async () => {
    await using store = await openDynamoFixture(createManualClock());
    const photos = Array.from({ length: 60 }, () => aPhoto({ caption: "long ".repeat(900) }));
    for (const after of photos) await store.photos.save({ after, events: [] });
    const callsOf = metered(store.client);
    expect(await callsOf(() => store.photos.months(ana))).toEqual(["Query 1"]);
  });

  it("is two reads and one write for a guest who opens a share", async () => {
    await using store = await openDynamoFixture(createManualClock());
    const share = aShare();
    await store.shares.save({ after: share, events: [] });
    const callsOf = metered(store.client);
    expect(await callsOf(() => store.shares.findByTokenHash(share.tokenHash))).toEqual(["GetItem 1", "GetItem 1"]);
    const view = () => store.shares.countView(share.id, share.createdAt);
    expect(await callsOf(view)).toEqual(["UpdateItem 1"]);
  });

  it("is one write and one read for a reservation, one read and one transaction to settle it", async () => {
    await using store = await openDynamoFixture(createManualClock());
    await store.usage.reserve(aReservation(), limits);
    const reservation = aReservation();
    const callsOf = metered(store.client);
    expect(await callsOf(() => store.usage.reserve(reservation, limits))).toEqual(["UpdateItem 1", "GetItem 1"]);
    const settle = () => store.usage.settle(ana, reservation.photo, 300);
    // DynamoDB Local counts the units of a transaction in its own way.
    expect(await callsOf(settle)).toEqual(["GetItem 1", vitest.expect.stringMatching(/^TransactWriteItems /)]);
  });
});
