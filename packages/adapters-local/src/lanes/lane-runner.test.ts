import { type Delivery, type EventQueue, lanes, Unavailable } from "@tintype/core";
import {
  accountEvent,
  anAccount,
  aPhoto,
  changed,
  createManualClock,
  createMemoryMetadata,
  photoEvent,
} from "@tintype/core/testing";
import { describe, expect, it, vi } from "vitest";
import { createSqliteEventQueue } from "../sqlite/sqlite-event-queue.ts";
import { createSqlitePhotoRepository } from "../sqlite/sqlite-photo-repository.ts";
import { temporaryDatabase } from "../sqlite/temporary-database.fixture.ts";
import type { LaneReport } from "./lane.ts";
import { createLaneRunner, type LaneRunnerOptions } from "./lane-runner.ts";

const LEASE = 60_000;

describe("a lane runner", () => {
  it("begins when it is woken, and works on everything that is there", async () => {
    const world = createWorld();
    await world.savePhotos(5);
    await settle();
    expect(world.reacted).toEqual([]);
    world.runner.wake();
    await settle();
    expect(world.reacted.length).toBe(5);
    expect(await world.left()).toEqual([]);
  });

  it("works on no more events of a lane at once than it may, whatever happens on other lanes", async () => {
    const world = createWorld({ concurrency: { imaging: 2, mail: 1, purge: 1, publish: 1 } });
    const gate = world.hold();
    await world.savePhotos(5);
    const account = anAccount();
    await world.accounts.save({ after: account, events: [accountEvent(account)] });
    world.runner.wake();
    world.runner.wake();
    await settle();
    expect(world.reacted.map(({ lane }) => lane).toSorted()).toEqual(["imaging", "imaging", "mail"]);
    gate.open();
    await settle();
    expect(world.reacted.length).toBe(6);
  });

  it("takes the next event of an aggregate up as soon as the one before is done", async () => {
    const world = createWorld();
    const photo = aPhoto();
    const later = changed(photo);
    await world.photos.save({ after: photo, events: [photoEvent(photo)] });
    await world.photos.save({ before: photo, after: later, events: [photoEvent(later)] });
    world.runner.wake(["imaging"]);
    await settle();
    expect(world.reacted.map(({ event }) => event.id)).toEqual([`${photo.id}#1#0`, `${photo.id}#2#0`]);
  });

  it("tries again after growing pauses, and says so", async () => {
    const world = createWorld({ firstDelay: 1_000, random: () => 0.5 });
    world.fail(2, new Error("no luck"));
    await world.savePhotos(1);
    world.runner.wake();
    await settle();
    await world.pass(700);
    expect(world.reacted.length).toBe(1);
    await world.pass(100);
    expect(world.reacted.length).toBe(2);
    await world.pass(2_900);
    expect(world.reacted.length).toBe(2);
    await world.pass(150);
    expect(world.reacted.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(world.reports).toMatchObject([
      { kind: "retried", delay: 750, error: { message: "no luck" } },
      { kind: "retried", delay: 3_000, error: { message: "no luck" } },
    ]);
    expect(await world.left()).toEqual([]);
  });

  it("buries what failed in its last attempt, with the reason", async () => {
    const world = createWorld({ attempts: 2, firstDelay: 1_000 });
    world.fail(2, new Unavailable("The mail server is away."));
    await world.savePhotos(1);
    world.runner.wake();
    await settle();
    await world.pass(2_000);
    expect(world.reports.map(({ kind }) => kind)).toEqual(["retried", "buried"]);
    expect(world.queue.buried.map(({ reason }) => reason)).toEqual(["unavailable: The mail server is away."]);
  });

  it("buries what has brought the process down in every attempt, without trying once more", async () => {
    const world = createWorld({ attempts: 2 });
    await world.savePhotos(1);
    for (let lives = 0; lives < 2; lives += 1) {
      await world.queue.take("imaging", { lease: LEASE, limit: 1 });
      world.clock.advance(LEASE);
    }
    world.runner.wake();
    await settle();
    expect(world.reacted).toEqual([]);
    expect(world.queue.buried.length).toBe(1);
    expect(world.reports).toMatchObject([{ kind: "buried" }]);
  });

  it("survives a reaction that throws before it promises anything", async () => {
    const world = createWorld({
      react: () => {
        throw new Error("at once");
      },
    });
    await world.savePhotos(1);
    world.runner.wake();
    await settle();
    expect(world.reports).toMatchObject([{ kind: "retried", error: { message: "at once" } }]);
  });

  it("finds what a process took that died, when its lease has ended", async () => {
    const world = createWorld({ lease: LEASE });
    await world.savePhotos(1);
    await world.queue.take("imaging", { lease: LEASE, limit: 1 });
    world.runner.wake();
    await settle();
    expect(world.reacted).toEqual([]);
    await world.pass(LEASE);
    expect(world.reacted.map(({ attempt }) => attempt)).toEqual([2]);
  });

  it("works once on what takes longer than its lease, and finishes it", async () => {
    const world = createWorld({ lease: LEASE });
    const gate = world.hold();
    await world.savePhotos(1);
    world.runner.wake();
    await settle();
    await world.pass(3 * LEASE);
    gate.open();
    await settle();
    await world.pass(3 * LEASE);
    expect(world.reacted.length).toBe(1);
    expect(await world.left()).toEqual([]);
  });

  it("says when the queue fails, and comes back to it", async () => {
    const world = createWorld({ firstDelay: 1_000 });
    await world.savePhotos(1);
    world.breakQueue(1);
    world.runner.wake(["imaging"]);
    await settle();
    expect(world.reports).toMatchObject([{ kind: "queue_failed", lane: "imaging" }]);
    await world.pass(1_000);
    expect(world.reacted.length).toBe(1);
  });

  it("asks the queue for nothing while nothing happens", async () => {
    const world = createWorld({ lease: LEASE });
    world.runner.wake();
    await settle();
    const asked = world.asked();
    await world.pass(LEASE - 1);
    expect(world.asked()).toBe(asked);
    await world.pass(1);
    expect(world.asked()).toBe(asked + lanes.length);
  });

  it("ends what it has begun when it is closed, and begins nothing more", async () => {
    const world = createWorld({ concurrency: { imaging: 1, mail: 1, purge: 1, publish: 1 } });
    const gate = world.hold();
    await world.savePhotos(2);
    world.runner.wake();
    await settle();
    const closing = world.runner.close();
    const isClosed = vi.fn();
    void closing.then(isClosed);
    await settle();
    expect(isClosed).not.toHaveBeenCalled();
    gate.open();
    await closing;
    expect(world.reacted.length).toBe(1);
    world.runner.wake();
    await world.pass(10 * LEASE);
    expect(world.reacted.length).toBe(1);
    expect(await world.left()).toHaveLength(1);
  });

  it("leaves no timer behind, even if something fails while it is being closed", async () => {
    const world = createWorld();
    const gate = world.hold();
    world.fail(1, new Error("no luck"));
    await world.savePhotos(1);
    world.runner.wake();
    await settle();
    const closing = world.runner.close();
    gate.open();
    await closing;
    expect(world.reports.map(({ kind }) => kind)).toEqual(["retried"]);
    expect(world.timers()).toBe(0);
  });

  it("is woken by the commit that saved an event in SQLite", async () => {
    await using place = await temporaryDatabase();
    const clock = createManualClock();
    const { promise, resolve } = Promise.withResolvers<Delivery>();
    const { database } = place;
    await using runner = createLaneRunner({
      queue: createSqliteEventQueue({ database, clock }),
      react: async (delivery) => resolve(delivery),
      concurrency: { imaging: 1, mail: 1, purge: 1, publish: 1 },
      random: () => 0,
      log: () => {},
    });
    database.onEventsSaved(runner.wake);
    const photo = aPhoto();
    const event = photoEvent(photo);
    await createSqlitePhotoRepository({ database, clock }).save({ after: photo, events: [event] });
    expect((await promise).event).toEqual(event);
  });
});

/** A runner over a memory queue, with time that passes when the test says so. */
function createWorld(options: Partial<LaneRunnerOptions> = {}) {
  const clock = createManualClock();
  const { queue, photos, accounts } = createMemoryMetadata({ clock, repeats: 0 });
  const reacted: Delivery[] = [];
  const reports: LaneReport[] = [];
  const failures: Error[] = [];
  const timers = createManualTimers();
  let gate = Promise.resolve();
  let broken = 0;
  let asked = 0;

  const watched: EventQueue = {
    ...queue,
    take: async (lane, takeOptions) => {
      asked += 1;
      if (broken > 0) {
        broken -= 1;
        throw new Unavailable("The queue is away.");
      }
      return queue.take(lane, takeOptions);
    },
  };
  const runner = createLaneRunner({
    queue: watched,
    react: async (delivery) => {
      reacted.push(delivery);
      await gate;
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
    },
    concurrency: { imaging: 4, mail: 4, purge: 4, publish: 4 },
    random: () => 0,
    log: (report) => reports.push(report),
    timers,
    ...options,
  });

  return {
    clock,
    queue,
    photos,
    accounts,
    runner,
    reacted,
    reports,
    asked: () => asked,
    timers: timers.count,
    fail: (times: number, error: Error) => failures.push(...Array.from({ length: times }, () => error)),
    breakQueue: (times: number) => {
      broken = times;
    },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return { open: resolve };
    },
    savePhotos: async (count: number) => {
      for (let saved = 0; saved < count; saved += 1) {
        const photo = aPhoto();
        await photos.save({ after: photo, events: [photoEvent(photo)] });
      }
    },
    pass: async (milliseconds: number) => {
      for (let left = milliseconds; left > 0; ) {
        const step = Math.min(left, timers.untilNext());
        clock.advance(step);
        timers.advance(step);
        await settle();
        left -= step;
      }
    },
    left: () => queue.take("imaging", { lease: 1, limit: 100 }),
  };
}

function createManualTimers() {
  const waiting = new Map<object, { at: number; callback: () => void }>();
  let now = 0;
  return {
    setTimeout: (callback: () => void, milliseconds: number) => {
      const timer = {};
      waiting.set(timer, { at: now + milliseconds, callback });
      return timer;
    },
    clearTimeout: (timer: object) => {
      waiting.delete(timer);
    },
    count: () => waiting.size,
    untilNext: () => Math.max(1, Math.min(...[...waiting.values()].map(({ at }) => at - now))),
    advance: (milliseconds: number) => {
      now += milliseconds;
      for (const [timer, { at, callback }] of waiting) {
        if (at > now) continue;
        waiting.delete(timer);
        callback();
      }
    },
  };
}

/** Everything in memory goes on in promises, which are through before the next turn. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
