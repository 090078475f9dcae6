import type { ContractRunner } from "./contract-runner.ts";
import { drain, LEASE, saveUploads, take } from "./event-queue.fixture.ts";
import type { Delivery } from "./event-queue.ts";
import { type MetadataFixture, type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";

/** How every `EventQueue` hands events out and takes them back. Called within its suite. */
export function describeEventLeases(runner: ContractRunner, open: OpenMetadata): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("hands an event to one at a time, however many ask at once", async (store) => {
    for (let photos = 0; photos < 6; photos += 1) await saveUploads(store, 1);
    await store.settled();
    const batches = await Promise.all(Array.from({ length: 5 }, () => take(store, "imaging", 2)));
    const later = await take(store, "imaging");
    const ids = [...batches.flat(), ...later].map(({ event }) => event.id);
    expect(ids.length).toBe(6);
    expect(new Set(ids).size).toBe(6);
  });

  it("hands an event out again when its lease ends, to the millisecond, and counts the attempts", async (store, clock) => {
    await saveUploads(store, 1);
    const first = await takeOne(store);
    clock.advance(LEASE - 1);
    expect(await take(store, "imaging")).toEqual([]);
    clock.advance(1);
    const second = await takeOne(store);
    expect(second).toEqual({ ...first, attempt: 2, lease: second.lease });
    expect(second.lease).not.toBe(first.lease);
    clock.advance(LEASE);
    expect((await takeOne(store)).attempt).toBe(3);
  });

  it("is not told that an event is done by somebody whose lease has been lost", async (store, clock) => {
    const { lost } = await takeTwice(store, clock.advance);
    await store.queue.done(lost);
    clock.advance(LEASE);
    expect((await takeOne(store)).attempt).toBe(3);
  });

  it("does not hand an event out early for somebody whose lease has been lost", async (store, clock) => {
    const { lost, held } = await takeTwice(store, clock.advance);
    await store.queue.retry(lost, 0);
    expect(await take(store, "imaging")).toEqual([]);
    await store.queue.bury(held, "gave up");
    expect(await take(store, "imaging")).toEqual([]);
  });

  it("does not bury an event for somebody whose lease has been lost", async (store, clock) => {
    const { lost } = await takeTwice(store, clock.advance);
    await store.queue.bury(lost, "gave up");
    clock.advance(LEASE);
    expect((await takeOne(store)).attempt).toBe(3);
  });

  it("hands an event out again after the delay that was asked for, and not before", async (store, clock) => {
    await saveUploads(store, 1);
    const first = await takeOne(store);
    await store.queue.retry(first, 2 * LEASE);
    clock.advance(2 * LEASE - 1);
    expect(await take(store, "imaging")).toEqual([]);
    clock.advance(1);
    const second = await takeOne(store);
    expect(second).toEqual({ ...first, attempt: 2, lease: second.lease });
  });

  it("hands an event out again at once where no delay is asked for", async (store) => {
    await saveUploads(store, 1);
    await store.queue.retry(await takeOne(store), 0);
    expect((await takeOne(store)).attempt).toBe(2);
  });

  it("delivers no more what is buried, and goes on with the next of its aggregate", async (store, clock) => {
    const [buried, next] = await saveUploads(store, 2);
    const delivery = await takeOne(store);
    expect(delivery.event).toEqual(buried);
    await store.queue.bury(delivery, "it cannot be read");
    expect(await drain(store, "imaging")).toEqual([next]);
    clock.advance(LEASE);
    expect(await take(store, "imaging")).toEqual([]);
  });

  it("finishes what it is told to finish, and nothing else", async (store, clock) => {
    await saveUploads(store, 1);
    const kept = await takeOne(store);
    await saveUploads(store, 1);
    await store.queue.bury(await takeOne(store), "gave up");
    clock.advance(LEASE);
    expect((await take(store, "imaging")).map(({ event }) => event)).toEqual([kept.event]);
  });
}

/** The one event that is due. */
async function takeOne(store: MetadataFixture): Promise<Delivery> {
  const [delivery, ...others] = await take(store, "imaging");
  if (delivery === undefined || others.length > 0) throw new Error(`One event was due, and not ${others.length + 1}.`);
  return delivery;
}

/** Saves one event and takes it, loses the lease, and takes it again. */
async function takeTwice(
  store: MetadataFixture,
  advance: (milliseconds: number) => void,
): Promise<{ lost: Delivery; held: Delivery }> {
  await saveUploads(store, 1);
  const lost = await takeOne(store);
  advance(LEASE);
  return { lost, held: await takeOne(store) };
}
