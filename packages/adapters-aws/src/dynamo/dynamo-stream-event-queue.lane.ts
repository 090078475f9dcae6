import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { DomainEvent, EventQueue } from "@tintype/core";
import { describeEventQueue } from "@tintype/core/contracts";
import { aPhoto, createManualClock, photoEvent } from "@tintype/core/testing";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { type DynamoFixture, noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

const runner = laneRunner(vitest, { missing: noDynamo });
const { describe, it } = runner;
const { expect } = vitest;

describeEventQueue(runner, "DynamoDB streams", openDynamoFixture);

describe("an EventQueue over DynamoDB streams that starts anew", () => {
  it("delivers again what was not finished, and what came after it, and nothing before", async () => {
    await using store = await openDynamoFixture(createManualClock());
    const events: DomainEvent[] = [];
    for (let photos = 0; photos < 4; photos += 1) events.push(await saveUpload(store));
    const [first, second, third] = await taken(store.queue);
    for (const delivery of [first, third]) if (delivery !== undefined) await store.queue.done(delivery);
    expect(second?.event).toEqual(events[1]);
    await taken(store.queue);
    const restarted = await taken(store.openQueue());
    expect(restarted.map(({ event }) => event)).toEqual(events.slice(1));
  });

  it("delivers nothing where everything was finished", async () => {
    await using store = await openDynamoFixture(createManualClock());
    await saveUpload(store);
    for (const delivery of await taken(store.queue)) await store.queue.done(delivery);
    await taken(store.queue);
    expect(await taken(store.openQueue())).toEqual([]);
  });

  it("goes on where somebody has written an event that it does not know, and keeps that", async () => {
    await using store = await openDynamoFixture(createManualClock());
    const known = [await saveUpload(store)];
    const photo = aPhoto();
    const unheard = [{ type: "unheard_of", id: `${photo.id}#1#1`, photo: photo.id }, "not even an object"];
    const Item = {
      photoId: photo.id,
      changeId: "1",
      document: photo,
      events: [unheard[0], photoEvent(photo), unheard[1]],
    };
    await store.client.send(new PutCommand({ TableName: store.tables.photos, Item }));
    known.push(photoEvent(photo), await saveUpload(store));
    expect((await taken(store.queue)).map(({ event }) => event)).toEqual(known);
    const buried = await buriedUnder(store, "BURIED#unknown");
    expect(buried).toHaveLength(2);
    expect(buried).toEqual(
      expect.arrayContaining(unheard.map((event) => expect.objectContaining({ event, reason: expect.any(String) }))),
    );
  });

  it("has kept what was buried, with the reason", async () => {
    await using store = await openDynamoFixture(createManualClock());
    const event = await saveUpload(store);
    for (const delivery of await taken(store.queue)) await store.queue.bury(delivery, "it cannot be read");
    const buried = await buriedUnder(store, "BURIED#imaging");
    expect(buried).toMatchObject([{ sk: event.id, event, reason: "it cannot be read", attempt: 1 }]);
  });
});

async function buriedUnder({ client, tables }: DynamoFixture, pk: string) {
  const query = { KeyConditionExpression: "pk = :buried", ExpressionAttributeValues: { ":buried": pk } };
  const { Items } = await client.send(new QueryCommand({ TableName: tables.core, ...query }));
  return Items;
}

const taken = (queue: EventQueue) => queue.take("imaging", { lease: 60_000, limit: 10 });

async function saveUpload({ photos }: DynamoFixture): Promise<DomainEvent> {
  const photo = aPhoto();
  await photos.save({ after: photo, events: [photoEvent(photo)] });
  return photoEvent(photo);
}
