import type { Lane } from "../events.ts";
import type { Delivery } from "../ports/event-queue.ts";
import { anonymous, system } from "../shared/actor.ts";
import type { ExportId } from "../shared/ids.ts";
import { days, minutes } from "../shared/instant.ts";
import type { World } from "../world.fixture.ts";
import type { FaultScenarios } from "./fault-scenario.fixture.ts";
import { announced, bytes, idOf, makeKey, open, purge, shared, states, takeAlong, workOff } from "./steps.fixture.ts";

/** Loses everything that is due on a lane; then time passes, and nobody works on it. */
async function lose({ ports: { queue, clock } }: World, lane: Lane): Promise<void> {
  for (let lost: readonly Delivery[] | undefined; lost?.length !== 0; ) {
    lost = await queue.take(lane, { lease: minutes(1), limit: 100 });
    for (const delivery of lost) await queue.done(delivery);
  }
  clock.advance(minutes(11));
}

/** What nobody but the system does, and what changes nothing. */
export const otherScenarios: FaultScenarios = {
  "looking at everything": {
    given: async (world, memo) => {
      await shared(world, memo);
      for (const step of [open, makeKey, takeAlong, workOff]) await step(world, world, memo);
    },
    steps: [
      ({ tintype: { photos } }, { ana }, memo) => photos.getPhoto(ana, idOf(memo)),
      ({ tintype: { photos } }, { ana }) => photos.listPhotos(ana),
      ({ tintype: { photos } }, { ana }) => photos.listMonths(ana),
      ({ tintype: { photos } }, { ana }, memo) => photos.getOriginal(ana, idOf(memo)),
      ({ tintype: { shares } }, { ana }) => shares.listShares(ana),
      ({ tintype: { shares } }, _, { token = "" }) => shares.describeShare(token),
      ({ tintype: { shares } }, _, { guest = anonymous, token = "" }) => shares.listSharedPhotos(guest, token),
      ({ tintype: { shares } }, _, memo) =>
        shares.downloadSharedPhoto(memo.guest ?? anonymous, memo.token ?? "", idOf(memo)),
      ({ tintype: { accounts } }, { ports }) => {
        const issuedAt = ports.clock.now();
        return accounts.identifyCaller({ issuer: "https://pool.example", subject: "user-1", issuedAt });
      },
      ({ tintype: { accounts } }, { ana }) => accounts.getAccount(ana),
      ({ tintype: { apiKeys } }, { ana }) => apiKeys.listApiKeys(ana),
      ({ tintype: { exports } }, { ana }, { takeout }) => exports.getExport(ana, takeout as ExportId),
      async ({ tintype: { credentials } }, { ana, ports }) => {
        const { accessKeyId, sessionToken } = await credentials.issueCredentials(ana);
        const known = ports.credentials.lookUp(accessKeyId, sessionToken);
        return known && credentials.openCredentials(known);
      },
    ],
    finds: states,
    expected: ["ready"],
  },
  "recovery of a deletion that nobody goes on with": {
    given: async (world, memo) => {
      await shared(world, memo);
      await world.tintype.accounts.deleteAccount(system, world.ana.userId);
      await lose(world, "purge");
    },
    steps: [({ tintype }) => tintype.reconcile(), workOff, ({ tintype }) => tintype.sweep()],
    finds: async ({ ports, ana }) => [await ports.accounts.get(ana.userId), await ports.photos.ofOwner(ana.userId, 10)],
    expected: [undefined, []],
  },
  "recovery of an export that nobody goes on with": {
    given: async (world, memo) => {
      await shared(world, memo);
      await takeAlong(world, world, memo);
      await lose(world, "publish");
    },
    steps: [({ tintype }) => tintype.reconcile(), workOff],
    finds: async ({ ports, ana }) => (await ports.accounts.get(ana.userId))?.dataExport?.state,
    expected: "ready",
  },
  "recovery itself": {
    given: async (world) => {
      const { tintype, ports, ana, ben } = world;
      const old = {};
      await shared(world, old);
      await purge(world, world, old);
      await tintype.photos.beginUpload(ben, announced);
      const begun = await tintype.photos.beginUpload(ben, announced);
      await world.send(begun.upload, bytes);
      await tintype.photos.trashPhoto(ana, (await world.develop()).id);
      ports.clock.advance(days(31));
    },
    steps: [
      async ({ tintype }) => {
        const { troubles } = await tintype.reconcile();
        if (troubles.length > 0) throw troubles[0];
      },
      workOff,
      ({ tintype }) => tintype.sweep(),
    ],
    finds: async (world) => [await states(world), (await world.tintype.shares.listShares(world.ana)).items],
    expected: [["purged", "ready", "purged"], []],
  },
};
