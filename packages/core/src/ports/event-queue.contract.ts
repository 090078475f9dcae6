import { type DomainEvent, lanes, lanesOf } from "../events.ts";
import { days } from "../shared/instant.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { accountEvent, anAccount, aPhoto, aReceipt, aShare, changed, photoEvent } from "./entities.fixture.ts";
import { describeEventLeases } from "./event-leases.contract.ts";
import { describeEventOrder } from "./event-order.contract.ts";
import { drain, LEASE, saveUploads, take } from "./event-queue.fixture.ts";
import { type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";

/** What every `EventQueue` does with what the repositories of its store save. */
export function describeEventQueue(runner: ContractRunner, name: string, open: OpenMetadata): void {
  const { describe, expect } = runner;
  const it = onFreshStore(runner, open);

  describe(`EventQueue: ${name}`, () => {
    it("has nothing to deliver where nothing was saved", async (store) => {
      for (const lane of lanes) expect(await take(store, lane)).toEqual([]);
    });

    it("delivers every event on each of its lanes, and on no other", async (store) => {
      const events: DomainEvent[] = [];
      for (const type of ["account_registered", "account_deleted", "account_export_wanted"] as const) {
        const account = anAccount();
        const event = accountEvent(account, type);
        await store.accounts.save({ after: account, events: [event] });
        events.push(event);
      }
      for (const type of ["photo_uploaded", "photo_failed", "photo_copy_wanted", "photo_purged"] as const) {
        const photo = aPhoto();
        const event = photoEvent(photo, type);
        await store.photos.save({ after: photo, events: [event] });
        events.push(event);
      }
      expect(new Set(events.map(({ type }) => type))).toEqual(new Set(Object.keys(lanesOf)));
      for (const lane of lanes) {
        const expected = events.filter(({ type }) => travelsOn(type, lane));
        expect(sorted(await drain(store, lane)), lane).toEqual(sorted(expected));
      }
    });

    it("delivers what a share's save carries, too", async (store) => {
      const event = photoEvent(aPhoto());
      await store.shares.save({ after: aShare(), events: [event] });
      expect(await drain(store, "imaging")).toEqual([event]);
    });

    it("hands out the event as it was saved, its lane, and a lease of its own", async (store) => {
      const events = [...(await saveUploads(store, 1)), ...(await saveUploads(store, 1))];
      const deliveries = await take(store, "imaging");
      expect(sorted(deliveries.map(({ event }) => event))).toEqual(sorted(events));
      expect(deliveries.map(({ lane, attempt }) => ({ lane, attempt }))).toEqual([
        { lane: "imaging", attempt: 1 },
        { lane: "imaging", attempt: 1 },
      ]);
      expect(new Set(deliveries.map(({ lease }) => lease)).size).toBe(2);
    });

    it("delivers the trace that an event belongs to", async (store) => {
      const photo = aPhoto();
      const event = { ...photoEvent(photo), trace: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" };
      await store.photos.save({ after: photo, events: [event] });
      expect(await drain(store, "imaging")).toEqual([event]);
    });

    it("never delivers an event of a save that was refused", async (store) => {
      const photo = aPhoto();
      const receipt = aReceipt();
      await store.photos.save({ after: photo, events: [], receipt });
      const [stale, another] = [changed(photo, { title: "stale" }), aPhoto()];
      await store.photos.save({ before: photo, after: changed(photo), events: [] });
      const refused = [
        { after: photo, events: [photoEvent(photo)] },
        { before: photo, after: stale, events: [photoEvent(stale)] },
        { after: another, events: [photoEvent(another)], receipt },
      ];
      for (const change of refused) expect(await codeOf(store.photos.save(change))).not.toBe("resolved");
      expect(await drain(store, "imaging")).toEqual([]);
    });

    it("delivers no more what is done", async (store, clock) => {
      const [event] = await saveUploads(store, 1);
      expect(await drain(store, "imaging")).toEqual([event]);
      clock.advance(LEASE);
      expect(await take(store, "imaging")).toEqual([]);
      clock.advance(days(1));
      expect(await take(store, "imaging")).toEqual([]);
    });

    it("delivers an old event no more because its aggregate is saved again", async (store) => {
      const photo = aPhoto();
      await store.photos.save({ after: photo, events: [photoEvent(photo)] });
      expect(await drain(store, "imaging")).toEqual([photoEvent(photo)]);
      await store.photos.save({ before: photo, after: changed(photo, { title: "later" }), events: [] });
      expect(await drain(store, "imaging")).toEqual([]);
    });

    it("hands out as many as it is asked for at the most, and everything in the end", async (store) => {
      const events: DomainEvent[] = [];
      for (let photos = 0; photos < 7; photos += 1) events.push(...(await saveUploads(store, 1)));
      expect(sorted(await drain(store, "imaging", 3))).toEqual(sorted(events));
    });

    it("rejects calls that were aborted, and does nothing for them", async (store, clock) => {
      const signal = AbortSignal.abort();
      await saveUploads(store, 1);
      await store.settled();
      expect(await isRejected(store.queue.take("imaging", { lease: LEASE, limit: 1, signal }))).toBe(true);
      const [delivery] = await take(store, "imaging");
      if (delivery === undefined) throw new Error("The event was taken by a call that was aborted.");
      expect(await isRejected(store.queue.done(delivery, { signal }))).toBe(true);
      expect(await isRejected(store.queue.retry(delivery, 0, { signal }))).toBe(true);
      expect(await isRejected(store.queue.bury(delivery, "reason", { signal }))).toBe(true);
      expect(await take(store, "imaging")).toEqual([]);
      clock.advance(LEASE);
      expect((await take(store, "imaging")).map(({ attempt }) => attempt)).toEqual([2]);
    });

    describeEventLeases(runner, open);
    describeEventOrder(runner, open);
  });
}

const travelsOn = (type: DomainEvent["type"], lane: string): boolean =>
  lanesOf[type].some((candidate) => candidate === lane);

const sorted = (events: readonly DomainEvent[]): readonly DomainEvent[] =>
  events.toSorted((one, other) => (one.id < other.id ? -1 : 1));
