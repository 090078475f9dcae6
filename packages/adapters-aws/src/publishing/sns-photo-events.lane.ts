import { aPhoto, aReadyPhoto, changed, createManualClock } from "@tintype/core/testing";
import * as vitest from "vitest";
import { noDynamo, openDynamoFixture } from "../dynamo/dynamo.fixture.ts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { motoConfig, noMoto } from "../moto.fixture.ts";
import { PhotoEvent } from "./photo-event.ts";
import { readPhotoEvent } from "./read-photo-event.ts";
import { openTopicFixture } from "./sns.fixture.ts";
import { createSnsPhotoEvents } from "./sns-photo-events.ts";

const { describe, it, expect } = laneRunner(vitest, { missing: noMoto ?? noDynamo });
const source = "https://photos.example";

describe("photo events for other systems", () => {
  it("go from the table's stream over a topic into the queues of those who want them", async () => {
    await using store = await openDynamoFixture(createManualClock());
    await using topic = await openTopicFixture("standard");
    const everything = await topic.subscribe();
    const farewells = await topic.subscribe(["tintype.photo.purged.v1"]);
    const photo = aPhoto();
    const uploaded = changed(photo, { state: "uploaded" });
    const ready = changed(uploaded, { state: "ready" });
    const retitled = changed(ready, { title: "Harbour" });
    const purged = changed(retitled, { state: "purged" });
    await store.photos.save({ after: photo, events: [] });
    for (const [before, after] of [
      [photo, uploaded],
      [uploaded, ready],
      [ready, retitled],
      [retitled, purged],
    ] as const) {
      await store.photos.save({ before, after, events: [] });
    }

    const records = await store.readStream(store.tables.photos, 5);
    const events = records.map((record) => readPhotoEvent(record, source)).filter((event) => event !== undefined);
    await createSnsPhotoEvents({ config: motoConfig(), topicArn: topic.topicArn }).publish(events);

    const received = (await everything.received()).map((body) => PhotoEvent.parse(body));
    expect(received.toSorted((one, other) => one.data.sequence - other.data.sequence)).toEqual(events);
    expect(events.map(({ type }) => type.split(".")[2])).toEqual(["uploaded", "ready", "purged"]);
    expect(await farewells.received()).toEqual([events[2]]);
  });

  it("come in the order of each photo, and once, over a topic that keeps to it", async () => {
    await using topic = await openTopicFixture("fifo");
    const shop = await topic.subscribe();
    const events = Array.from({ length: 12 }, () => aReadyPhoto()).flatMap((ready) =>
      ["trashed", "ready", "trashed"].map((state, place) => eventOf(ready, place + 2, state)),
    );
    const publisher = createSnsPhotoEvents({ config: motoConfig(), topicArn: topic.topicArn });
    await publisher.publish(events);
    await publisher.publish(events.slice(0, 20));
    const received = (await shop.received()).map((body) => PhotoEvent.parse(body));
    const ofPhoto = (all: readonly PhotoEvent[], photo: string) => all.filter(({ subject }) => subject === photo);
    for (const { subject } of events) expect(ofPhoto(received, subject)).toEqual(ofPhoto(events, subject));
    expect(received).toHaveLength(events.length);
  });

  it("are unavailable where there is no topic, and go nowhere once the caller has given up", async () => {
    await using topic = await openTopicFixture("standard");
    const shop = await topic.subscribe();
    const event = eventOf(aReadyPhoto(), 2, "trashed");
    const nowhere = createSnsPhotoEvents({ config: motoConfig(), topicArn: `${topic.topicArn}-elsewhere` });
    await expect(nowhere.publish([event])).rejects.toMatchObject({ code: "unavailable" });
    const reason = new Error("the function is about to end");
    const publisher = createSnsPhotoEvents({ config: motoConfig(), topicArn: topic.topicArn });
    await expect(publisher.publish([event], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await publisher.publish([]);
    expect(await shop.received()).toEqual([]);
  });
});

const eventOf = (photo: ReturnType<typeof aPhoto>, sequence: number, state: string): PhotoEvent =>
  PhotoEvent.parse({
    specversion: "1.0",
    id: `${photo.id}#${sequence}`,
    source,
    type: state === "ready" ? "tintype.photo.restored.v1" : "tintype.photo.trashed.v1",
    time: photo.updatedAt,
    subject: photo.id,
    datacontenttype: "application/json",
    data: { photo: photo.id, owner: photo.owner, state, sequence },
  });
