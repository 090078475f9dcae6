import { ProvisionedThroughputExceededException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type DomainEvent, UserId } from "@tintype/core";
import {
  accountEvent,
  anAccount,
  aPhoto,
  aReadyPhoto,
  aReceipt,
  aReservation,
  aShare,
  changed,
  createManualClock,
  nextUlid,
  photoEvent,
} from "@tintype/core/testing";
import * as vitest from "vitest";
import { breakCalls } from "../faults.fixture.ts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { type DynamoFixture, noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

const { describe, it, expect } = laneRunner(vitest, { missing: noDynamo });
const limits = { photos: 10, bytes: 10_000, openUploads: 10 };

interface Scene<Given> {
  readonly given: (store: DynamoFixture, owner: UserId) => Promise<Given>;
  readonly act: (store: DynamoFixture, given: Given) => Promise<unknown>;
  readonly check: (store: DynamoFixture, given: Given, result: unknown) => Promise<void>;
}

const kinds = [
  { level: "call", moment: "before" },
  { level: "call", moment: "after" },
  { level: "wire", moment: "before" },
  { level: "wire", moment: "after" },
  { level: "call", moment: "before", says: throttled },
  { level: "call", moment: "before", says: conflicting },
] as const;

/** As DynamoDB says that there are too many requests for a partition, or a table. */
function throttled(): Error {
  return new ProvisionedThroughputExceededException({ message: "slow down", $metadata: {} });
}

/** As it says that another transaction has to do with the same item. */
function conflicting(): Error {
  const CancellationReasons = [{ Code: "None" }, { Code: "TransactionConflict" }];
  return new TransactionCanceledException({ message: "canceled", $metadata: {}, CancellationReasons });
}

/** Acts with each call broken once, before and after DynamoDB did it: there is one effect, and the right answer. */
function survives<Given>(name: string, { given, act, check }: Scene<Given>): void {
  it(name, async () => {
    await using store = await openDynamoFixture(createManualClock());
    const faults = breakCalls(store.client);
    for (const kind of kinds) {
      for (let broken = 0, calls = 1; broken < calls; broken += 1) {
        const start = await given(store, UserId.parse(nextUlid()));
        const fault = { ...kind, isBroken: (call: number) => call === broken };
        const outcome = await faults.during(fault, () => act(store, start));
        calls = outcome.calls - 1;
        await check(store, start, outcome.result);
      }
    }
  });
}

/** Takes what came on a lane, for good. */
async function eventsOn(lane: "imaging" | "mail", { queue }: DynamoFixture): Promise<readonly DomainEvent[]> {
  const deliveries = await queue.take(lane, { lease: 1, limit: 10 });
  for (const delivery of deliveries) await queue.done(delivery);
  return deliveries.map(({ event }) => event);
}

const photoOf = async ({ photos }: DynamoFixture) => {
  const photo = aReadyPhoto();
  await photos.save({ after: photo, events: [] });
  return photo;
};

const shareOf = async ({ shares }: DynamoFixture) => {
  const share = aShare({ maxViews: 2 });
  await shares.save({ after: share, events: [] });
  return share;
};

/** One of 100 bytes, beside another of 1. */
const reservationOf = async ({ usage }: DynamoFixture, owner: UserId) => {
  const reservation = aReservation({ owner, bytes: 100 });
  await usage.reserve(aReservation({ owner, bytes: 1 }), limits);
  await usage.reserve(reservation, limits);
  return reservation;
};

/** The same, settled with 200. */
const settledOf = async (store: DynamoFixture, owner: UserId) => {
  const reservation = await reservationOf(store, owner);
  await store.usage.settle(owner, reservation.photo, 200);
  return reservation;
};

describe("DynamoDB, with each call broken once", () => {
  survives("saves a new photo with its event", {
    given: async () => aPhoto(),
    act: ({ photos }, photo) => photos.save({ after: photo, events: [photoEvent(photo)] }),
    async check(store, photo) {
      expect(await store.photos.get(photo.id)).toEqual(photo);
      expect(await eventsOn("imaging", store)).toEqual([photoEvent(photo)]);
    },
  });

  survives("saves a changed photo with its event and a receipt", {
    given: photoOf,
    act: ({ photos }, before) => {
      const after = changed(before, { title: "Harbour" });
      const receipt = aReceipt({ keyHash: before.id, resultId: before.id });
      return photos.save({ before, after, events: [photoEvent(after)], receipt });
    },
    async check(store, before) {
      const after = changed(before, { title: "Harbour" });
      expect(await store.photos.get(before.id)).toEqual(after);
      const receipt = aReceipt({ keyHash: before.id, resultId: before.id });
      expect(await store.photos.receipt(receipt.keyHash)).toEqual(receipt);
      expect(await eventsOn("imaging", store)).toEqual([photoEvent(after)]);
    },
  });

  survives("saves a new account with its claim", {
    given: async () => anAccount(),
    act: ({ accounts }, account) => accounts.save({ after: account, events: [accountEvent(account)] }),
    async check(store, account) {
      expect(await store.accounts.findByIdentity(account.identity)).toEqual(account);
      expect(await eventsOn("mail", store)).toEqual([accountEvent(account)]);
    },
  });

  survives("counts a view", {
    given: shareOf,
    act: ({ shares }, share) => shares.countView(share.id, share.createdAt),
    async check({ shares }, share, result) {
      const viewed = changed(share, { views: 1, lastViewedAt: share.createdAt });
      expect(result).toEqual(viewed);
      expect(await shares.get(share.id)).toEqual(viewed);
    },
  });

  survives("removes a share with its token", {
    given: shareOf,
    act: ({ shares }, share) => shares.remove(share.id),
    async check({ shares }, share) {
      expect(await shares.get(share.id)).toBe(undefined);
      expect(await shares.findByTokenHash(share.tokenHash)).toBe(undefined);
    },
  });

  survives("forgets a tombstone", {
    given: photoOf,
    act: ({ photos }, photo) => photos.forget(photo),
    async check({ photos }, photo) {
      expect(await photos.get(photo.id)).toBe(undefined);
    },
  });

  survives("reserves an owner's first photo", {
    given: async (_, owner) => aReservation({ owner, bytes: 100 }),
    act: ({ usage }, reservation) => usage.reserve(reservation, { photos: 1, bytes: 100, openUploads: 1 }),
    async check({ usage }, { owner }) {
      expect(await usage.usage(owner)).toEqual({ photos: 1, bytes: 100 });
    },
  });

  survives("reserves another one", {
    given: async (store, owner) => {
      await reservationOf(store, owner);
      return aReservation({ owner, bytes: 7 });
    },
    act: ({ usage }, reservation) => usage.reserve(reservation, limits),
    async check({ usage }, { owner }) {
      expect(await usage.usage(owner)).toEqual({ photos: 3, bytes: 108 });
    },
  });

  survives("reserves nothing for a photo that is settled", {
    given: settledOf,
    act: ({ usage }, reservation) => usage.reserve(reservation, limits),
    async check({ usage }, { owner }) {
      expect(await usage.usage(owner)).toEqual({ photos: 2, bytes: 201 });
    },
  });

  survives("settles", {
    given: reservationOf,
    act: ({ usage }, { owner, photo }) => usage.settle(owner, photo, 200),
    async check({ usage }, { owner, photo }) {
      expect(await usage.usage(owner)).toEqual({ photos: 2, bytes: 201 });
      await usage.settle(owner, photo, 300);
      expect(await usage.usage(owner)).toEqual({ photos: 2, bytes: 201 });
    },
  });

  survives("releases what is reserved", {
    given: reservationOf,
    act: ({ usage }, { owner, photo }) => usage.release(owner, photo),
    async check({ usage }, { owner, photo }) {
      expect(await usage.usage(owner)).toEqual({ photos: 1, bytes: 1 });
      await usage.release(owner, photo);
      expect(await usage.usage(owner)).toEqual({ photos: 1, bytes: 1 });
    },
  });

  survives("releases what is settled", {
    given: settledOf,
    act: ({ usage }, { owner, photo }) => usage.release(owner, photo),
    async check({ usage }, { owner, photo }) {
      expect(await usage.usage(owner)).toEqual({ photos: 1, bytes: 1 });
      await usage.release(owner, photo);
      expect(await usage.usage(owner)).toEqual({ photos: 1, bytes: 1 });
    },
  });
});

describe("DynamoDB, with nothing but broken calls", () => {
  const always = { level: "call", isBroken: () => true } as const;

  it("says that it is unavailable, and has done nothing where no call came through", async () => {
    await using store = await openDynamoFixture(createManualClock());
    const photo = aPhoto();
    await breakCalls(store.client).during({ ...always, moment: "before" }, async () => {
      const save = store.photos.save({ after: photo, events: [photoEvent(photo)] });
      await expect(save).rejects.toMatchObject({ code: "unavailable", cause: { code: "ECONNRESET" } });
    });
    expect(await store.photos.get(photo.id)).toBe(undefined);
    expect(await eventsOn("imaging", store)).toEqual([]);
  });

  it("says that it is unavailable where others are in the way all the time, after eight attempts", async () => {
    await using store = await openDynamoFixture(createManualClock());
    for (const says of [throttled, conflicting]) {
      const photo = aPhoto();
      const fault = { ...always, moment: "before" as const, says };
      const { calls } = await breakCalls(store.client).during(fault, async () => {
        const save = store.photos.save({ after: photo, events: [], receipt: aReceipt() });
        await expect(save).rejects.toMatchObject({ code: "unavailable", cause: { name: says().name } });
      });
      expect(calls).toBe(8);
      expect(await store.photos.get(photo.id)).toBe(undefined);
    }
  });

  it("says that it is unavailable, and has done it once where only answers were lost", async () => {
    await using store = await openDynamoFixture(createManualClock());
    const share = await shareOf(store);
    await breakCalls(store.client).during({ ...always, moment: "after" }, async () => {
      const view = store.shares.countView(share.id, share.createdAt);
      await expect(view).rejects.toMatchObject({ code: "unavailable" });
    });
    expect((await store.shares.get(share.id))?.views).toBe(1);
  });
});
