import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { checkInvariants } from "../invariants.fixture.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { system } from "../shared/actor.ts";
import { Unavailable } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { days, hours, minutes } from "../shared/instant.ts";
import { announce, createWorld, type World } from "../world.fixture.ts";

/** Takes every event that is due and forgets it, as if it had been lost on its way. */
async function loseEvents({ ports }: World): Promise<void> {
  for (const lane of ["imaging", "mail", "purge", "publish"] as const) {
    for (let taken = true; taken; ) {
      const deliveries = await ports.queue.take(lane, { lease: 1, limit: 100 });
      for (const delivery of deliveries) await ports.queue.done(delivery);
      taken = deliveries.length > 0;
    }
  }
}

/** Lets time pass in steps of five minutes, as a server does. */
async function pass({ ports, tintype, drain }: World, time: number): Promise<void> {
  for (let passed = 0; passed < time; passed += minutes(5)) {
    ports.clock.advance(minutes(5));
    expect((await tintype.reconcile()).troubles).toEqual([]);
    await drain();
  }
}

const stateOf = async ({ ports }: World, id: PhotoId) => (await ports.photos.get(id))?.state;

describe("reconciling", () => {
  it("confirms an upload whose notification was lost", async () => {
    const world = await createWorld();
    const bytes = world.picture();
    const { photo, upload } = await world.tintype.photos.beginUpload(world.ana, announce(bytes));
    await world.send(upload, bytes);
    await pass(world, minutes(15));
    expect(await stateOf(world, photo.id)).toBe("ready");
  });

  it("asks once more for a development that nobody works on", async () => {
    const world = await createWorld();
    const { id } = await world.upload(world.picture());
    await loseEvents(world);
    await pass(world, minutes(15));
    expect(await stateOf(world, id)).toBe("ready");
  });

  it("asks again and again, at growing distances, for as long as it takes", async () => {
    const world = await createWorld({ repeats: 0 });
    const { id } = await world.upload(world.picture());
    const asked: number[] = [];
    for (let minute = 0; minute < 600; minute += 5) {
      world.ports.clock.advance(minutes(5));
      await world.tintype.reconcile();
      const events = await world.ports.queue.take("imaging", { lease: 1, limit: 9 });
      if (minute > 0 && events.length > 0) asked.push(minute);
      for (const event of events) await world.ports.queue.done(event);
    }
    expect(asked).toHaveLength(6);
    expect(await stateOf(world, id)).toBe("uploaded");
    await pass(world, hours(11));
    expect(await stateOf(world, id)).toBe("ready");
  });

  it("abandons an upload that never came, a day after it was announced and not before", async () => {
    const world = await createWorld();
    const { photo } = await world.tintype.photos.beginUpload(world.ana, announce(new Uint8Array(7)));
    await pass(world, hours(24) - minutes(5));
    expect(await stateOf(world, photo.id)).toBe("initiated");
    await pass(world, minutes(5));
    expect(await stateOf(world, photo.id)).toBe("purged");
    expect((await world.tintype.accounts.getAccount(world.ana)).usage.photos).toBe(0);
  });

  it("cleans up what the news of a failure did not reach", async () => {
    const world = await createWorld();
    const { id } = await world.upload(world.picture({ ends: "image_damaged", endsAfter: "preview" }));
    await world.tintype.react((await world.ports.queue.take("imaging", { lease: 1, limit: 1 }))[0] as never);
    await loseEvents(world);
    expect((await world.tintype.accounts.getAccount(world.ana)).usage.photos).toBe(1);
    await pass(world, minutes(15));
    expect(await stateOf(world, id)).toBe("failed");
    await checkInvariants(world);
  });

  it("does what follows a purge whose news was lost, the links included", async () => {
    const world = await createWorld();
    const { id } = await world.develop();
    await world.tintype.shares.createShare(world.ana, id);
    await world.tintype.photos.purgePhoto(world.ana, id);
    await loseEvents(world);
    await pass(world, minutes(15));
    await checkInvariants(world);
    expect((await world.tintype.shares.listShares(world.ana)).items).toEqual([]);
  });

  it("empties the trash of what has lain in it for thirty days, to the millisecond", async () => {
    const world = await createWorld();
    const { tintype, ports, ana } = world;
    const { id } = await world.develop();
    await tintype.photos.trashPhoto(ana, id);
    ports.clock.advance(days(30) - 1);
    await tintype.reconcile();
    expect(await stateOf(world, id)).toBe("trashed");
    ports.clock.advance(1);
    await tintype.reconcile();
    expect(await stateOf(world, id)).toBe("purged");
  });

  it("never purges a photo that was restored while it was looking", async () => {
    const world = await createWorld();
    const { tintype, ports, ana } = world;
    const { id } = await world.develop();
    await tintype.photos.trashPhoto(ana, id);
    ports.clock.advance(days(30));
    const late = createTintype({
      ...ports,
      photos: {
        ...ports.photos,
        due: async (...args) => {
          const due = await ports.photos.due(...args);
          if (due.length > 0) await tintype.photos.restorePhoto(ana, id);
          return due;
        },
      },
    });
    await late.reconcile();
    expect(await stateOf(world, id)).toBe("ready");
  });

  it("forgets a tombstone after thirty days", async () => {
    const world = await createWorld();
    const { tintype, ports, ana } = world;
    const { id } = await world.develop();
    await tintype.photos.purgePhoto(ana, id);
    await world.drain();
    ports.clock.advance(days(30) - 1);
    await tintype.reconcile();
    expect(await stateOf(world, id)).toBe("purged");
    ports.clock.advance(1);
    await tintype.reconcile();
    expect(await ports.photos.get(id)).toBeUndefined();
    expect(await codeOf(tintype.photos.purgePhoto(ana, id))).toBe("photo_not_found");
    expect(await tintype.reconcile()).toEqual({ attended: 0, troubles: [] });
  });

  it("leaves alone whatever is not due", async () => {
    const world = await createWorld();
    await world.develop();
    await world.upload(world.picture());
    world.ports.clock.advance(minutes(9));
    expect(await world.tintype.reconcile()).toEqual({ attended: 0, troubles: [] });
  });

  it("is Tintype's own business", async () => {
    const { tintype, ana } = await createWorld();
    expect(await codeOf(tintype.photos.reconcilePhotos(ana))).toBe("not_allowed");
    expect(await codeOf(tintype.photos.reconcileUsage(ana))).toBe("not_allowed");
  });
});

describe("reconciling with troubles", () => {
  it("reports them, looks after all the others, and ends", async () => {
    const world = await createWorld({ settings: { quota: { openUploads: 1_000 } } });
    const { tintype, ports, ana } = world;
    const stuck = new Set<string>();
    for (let made = 0; made < 250; made += 1) {
      const { photo } = await tintype.photos.beginUpload(ana, announce(new Uint8Array(1)));
      if (made < 150) stuck.add(photo.id);
    }
    ports.clock.advance(hours(24));
    const limping = createTintype({
      ...ports,
      photos: {
        ...ports.photos,
        save: async (change) => {
          if (stuck.has(change.after.id)) throw new Unavailable("This one cannot be saved.");
          return ports.photos.save(change);
        },
      },
    });
    const { attended, troubles } = await limping.photos.reconcilePhotos(system);
    expect([attended, troubles.length]).toEqual([100, 150]);
    expect((await tintype.photos.reconcilePhotos(system)).attended).toBe(150);
  });

  it("stops when it is told to", async () => {
    const world = await createWorld();
    await world.tintype.photos.beginUpload(world.ana, announce(new Uint8Array(1)));
    world.ports.clock.advance(hours(24));
    await expect(world.tintype.reconcile({ signal: AbortSignal.abort() })).rejects.toThrow("abort");
  });
});
