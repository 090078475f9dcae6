import { aggregateOf, type DomainEvent } from "../events.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { aPhoto, changed, photoEvent } from "./entities.fixture.ts";
import { drain, LEASE, saveUploads, take } from "./event-queue.fixture.ts";
import { type MetadataFixture, type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";

/** In which order every `EventQueue` delivers. Called within its suite. */
export function describeEventOrder(runner: ContractRunner, open: OpenMetadata): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("delivers the events of one aggregate in the order of its saves", async (store) => {
    const events = await saveUploads(store, 12);
    expect(await drain(store, "imaging")).toEqual(events);
  });

  it("delivers the events of one save in their order", async (store) => {
    const photo = aPhoto();
    const events = Array.from({ length: 12 }, (_, place) => photoEvent(photo, "photo_uploaded", place));
    await store.photos.save({ after: photo, events });
    expect(await drain(store, "imaging")).toEqual(events);
  });

  it("delivers every aggregate's events in order, a few at a time and saved in turns", async (store) => {
    const photos = [aPhoto(), aPhoto(), aPhoto()];
    const events: DomainEvent[] = [];
    for (const photo of photos) await store.photos.save({ after: photo, events: [] });
    for (let turn = 0; turn < 5; turn += 1) {
      for (const [index, before] of photos.entries()) {
        const after = changed(before);
        await store.photos.save({ before, after, events: [photoEvent(after)] });
        events.push(photoEvent(after));
        photos[index] = after;
      }
    }
    const delivered = await drain(store, "imaging", 2);
    for (const { id } of photos) expect(ofAggregate(delivered, id)).toEqual(ofAggregate(events, id));
  });

  it("holds an event back until the one before is done or buried, whatever becomes of that", async (store, clock) => {
    const [first, second] = await saveUploads(store, 2);
    expect(await eventsTaken(store)).toEqual([first]);
    expect(await eventsTaken(store)).toEqual([]);
    clock.advance(LEASE);
    const [again] = await take(store, "imaging");
    if (again === undefined) throw new Error("The lease has ended, and the event does not come again.");
    expect(again.event).toEqual(first);
    await store.queue.retry(again, LEASE);
    expect(await eventsTaken(store)).toEqual([]);
    clock.advance(LEASE);
    const [last] = await take(store, "imaging");
    if (last === undefined) throw new Error("The delay is over, and the event does not come again.");
    expect(last.event).toEqual(first);
    await store.queue.bury(last, "gave up");
    expect(await eventsTaken(store)).toEqual([second]);
  });

  it("lets no aggregate wait for another", async (store) => {
    const [held] = await saveUploads(store, 2);
    expect(await eventsTaken(store)).toEqual([held]);
    const others = await saveUploads(store, 3);
    expect(await drain(store, "imaging")).toEqual(others);
  });

  it("lets no lane wait for another", async (store) => {
    const [held] = await saveUploads(store, 1);
    expect(await eventsTaken(store)).toEqual([held]);
    const photo = aPhoto();
    await saveUploads(store, 1, photo);
    const failed = changed(photo, { state: "failed" });
    const event = photoEvent(failed, "photo_failed");
    await store.photos.save({ before: photo, after: failed, events: [event] });
    expect(await drain(store, "purge")).toEqual([event]);
  });
}

/** Takes what is due for imaging. */
async function eventsTaken(store: MetadataFixture): Promise<readonly DomainEvent[]> {
  return (await take(store, "imaging")).map(({ event }) => event);
}

const ofAggregate = (events: readonly DomainEvent[], aggregate: string): readonly DomainEvent[] =>
  events.filter((event) => aggregateOf(event) === aggregate);
