import { describe, expect, it } from "vitest";
import { createManualClock } from "./clock.fixture.ts";
import { aPhoto, photoEvent } from "./entities.fixture.ts";
import type { MemoryEventQueueOptions } from "./event-queue.memory.ts";
import { createMemoryMetadata, type MemoryMetadata } from "./metadata.memory.ts";

const photos = Array.from({ length: 20 }, () => aPhoto());
const inOrder = photos.map((photo) => photoEvent(photo).id);
const options = { lease: 1_000, limit: 100 };

/** The ids of all events in the order in which they come, each as often as it comes. */
async function delivered(store: MemoryMetadata): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const deliveries = await store.queue.take("imaging", options);
    if (deliveries.length === 0) return ids;
    for (const delivery of deliveries) {
      ids.push(delivery.event.id);
      await store.queue.done(delivery);
    }
  }
}

async function storeWithEvents(queue: MemoryEventQueueOptions): Promise<MemoryMetadata> {
  const store = createMemoryMetadata({ clock: createManualClock(), ...queue });
  for (const photo of photos) await store.photos.save({ after: photo, events: [photoEvent(photo)] });
  return store;
}

describe("the memory queue", () => {
  it("delivers aggregates in another order than they were saved in", async () => {
    const ids = await delivered(await storeWithEvents({ repeats: 0 }));
    expect(ids).not.toEqual(inOrder);
    expect(ids.toSorted()).toEqual(inOrder);
  });

  it("usually repeats some events, and not all", async () => {
    const ids = await delivered(await storeWithEvents({}));
    expect(new Set(ids).size).toBe(20);
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.length).toBeLessThan(40);
  });

  it("repeats every event once when it is asked to", async () => {
    const ids = await delivered(await storeWithEvents({ repeats: 1 }));
    expect(ids.toSorted()).toEqual([...inOrder, ...inOrder].toSorted());
  });

  it("does the same for the same seed, and something else for another", async () => {
    const one = await delivered(await storeWithEvents({ seed: 7 }));
    expect(await delivered(await storeWithEvents({ seed: 7 }))).toEqual(one);
    expect(await delivered(await storeWithEvents({ seed: 8 }))).not.toEqual(one);
  });

  it("shows what was buried, with the reason", async () => {
    const { queue } = await storeWithEvents({});
    const [delivery] = await queue.take("imaging", options);
    if (delivery === undefined) throw new Error("Nothing came.");
    await queue.bury(delivery, "it cannot be read");
    expect(queue.buried).toEqual([{ delivery, reason: "it cannot be read" }]);
  });
});
