import type { DomainEvent, Lane } from "../events.ts";
import type { Photo } from "../photos/photo.ts";
import { minutes } from "../shared/instant.ts";
import { aPhoto, changed, photoEvent } from "./entities.fixture.ts";
import type { Delivery } from "./event-queue.ts";
import type { MetadataFixture } from "./metadata.fixture.ts";

/** How long a contract holds what it takes, in milliseconds. */
export const LEASE = minutes(1);

/** Takes what is due on a lane. */
export async function take({ queue, settled }: MetadataFixture, lane: Lane, limit = 100): Promise<readonly Delivery[]> {
  await settled();
  return queue.take(lane, { lease: LEASE, limit });
}

/**
 * Takes and finishes until nothing comes any more; every event once, in the order in which it came first. An event that
 * comes again although it was done is a fault, but for one time where the store `repeats`.
 */
export async function drain(store: MetadataFixture, lane: Lane, limit = 100): Promise<readonly DomainEvent[]> {
  const times = new Map<string, number>();
  const events: DomainEvent[] = [];
  for (;;) {
    const deliveries = await take(store, lane, limit);
    if (deliveries.length === 0) return events;
    if (deliveries.length > limit) throw new Error(`${deliveries.length} events came where ${limit} were asked for.`);
    for (const delivery of deliveries) {
      const { event } = delivery;
      const time = (times.get(event.id) ?? 0) + 1;
      if (time > (store.repeats === true ? 2 : 1)) throw new Error(`${event.id} was done, and came again.`);
      if (time === 1) events.push(event);
      times.set(event.id, time);
      await store.queue.done(delivery);
    }
  }
}

/** Saves a photo as often as it is told to, each time with one event on the imaging lane, and gives the events. */
export async function saveUploads(
  { photos }: MetadataFixture,
  count: number,
  photo = aPhoto(),
): Promise<DomainEvent[]> {
  const events: DomainEvent[] = [];
  let before: Photo | undefined;
  for (let saves = 0; saves < count; saves += 1) {
    const after: Photo = before === undefined ? photo : changed(before);
    const event = photoEvent(after);
    await photos.save({ before, after, events: [event] });
    events.push(event);
    before = after;
  }
  return events;
}
