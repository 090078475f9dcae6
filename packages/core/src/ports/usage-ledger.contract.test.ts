import { describe, expect, it } from "vitest";
import { PhotoId } from "../shared/ids.ts";
import { createManualClock } from "./clock.fixture.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { nextUlid } from "./entities.fixture.ts";
import { openMemoryMetadata } from "./open-memory-metadata.fixture.ts";
import { describeUsageLedger } from "./usage-ledger.contract.ts";
import type { UsageLedger } from "./usage-ledger.ts";

const aMoment = createManualClock().now();
const unknown = PhotoId.parse(nextUlid());
const free = { photos: 1e9, bytes: 1e15, openUploads: 1e9 };

/** Ledgers that each do one thing wrong, by the behaviour that gives them away. */
const broken: Record<string, (usage: UsageLedger) => Partial<UsageLedger>> = {
  "counts what is reserved, and what is settled with its real size": (usage) => {
    // Believes the client.
    const announced = new Map<string, number>();
    return {
      reserve: async (reservation, limits) => {
        await usage.reserve(reservation, limits);
        announced.set(reservation.photo, reservation.bytes);
      },
      settle: (owner, photo, bytes) => usage.settle(owner, photo, announced.get(photo) ?? bytes),
    };
  },
  "moves a photo as it is told to, in whatever order and however often": (usage) => ({
    // Settles what was never reserved.
    settle: async (owner, photo, bytes) => {
      await usage.reserve({ owner, photo, bytes, reservedAt: aMoment }, free);
      await usage.settle(owner, photo, bytes);
    },
  }),
  "settles a photo once, with the first size that it is told": (usage) => ({
    settle: async (owner, photo, bytes) => {
      await usage.release(owner, photo);
      await usage.reserve({ owner, photo, bytes, reservedAt: aMoment }, free);
      await usage.settle(owner, photo, bytes);
    },
  }),
  "takes what fits to the byte, and nothing that is one byte more": (usage) => ({
    reserve: (reservation, limits) => usage.reserve(reservation, { ...limits, bytes: limits.bytes - 1 }),
  }),
  "takes as many open uploads as there may be, and the next when one is settled or released": (usage) => {
    // A counter that goes down with every call.
    let open = 0;
    return {
      reserve: async (reservation, limits) => {
        await usage.reserve(reservation, {
          ...limits,
          openUploads: limits.openUploads + 1e6 * Number(open < limits.openUploads),
        });
        open += 1;
      },
      settle: async (owner, photo, bytes) => {
        await usage.settle(owner, photo, bytes);
        open -= 1;
      },
    };
  },
  "holds no limit against a photo that is counted already": (usage) => ({
    reserve: async (reservation, limits) => {
      const { photos } = await usage.usage(reservation.owner);
      if (photos >= limits.photos) await usage.reserve({ ...reservation, photo: unknown }, limits);
      await usage.reserve(reservation, limits);
    },
  }),
  "lets exactly as many of a hundred at once in as the limit of bytes allows": (usage) => ({
    // Looks first, and counts later.
    reserve: async (reservation, limits) => {
      const { bytes } = await usage.usage(reservation.owner);
      await usage.reserve(reservation, bytes + reservation.bytes > limits.bytes ? limits : free);
    },
  }),
  "forgets an owner, what is reserved and what is settled, and nobody else": (usage) => ({
    // Knows only what is still open.
    forget: async (owner) => {
      for await (const reservation of usage.openSince(aMoment)) {
        if (reservation.owner === owner) await usage.release(owner, reservation.photo);
      }
    },
  }),
  "finds what is open since a moment or longer, of every owner": (usage) => ({
    openSince: async function* (before) {
      for await (const reservation of usage.openSince(before)) if (reservation.reservedAt < before) yield reservation;
    },
  }),
  "lets whoever reads them take care of each at once": (usage) => {
    // A cursor that locks the ledger while it is open.
    let reading = false;
    return {
      openSince: async function* (before) {
        reading = true;
        yield* usage.openSince(before);
        reading = false;
      },
      release: async (owner, photo) => {
        if (reading) throw new Error("This connection is busy executing a query.");
        await usage.release(owner, photo);
      },
    };
  },
};

describe("the contract of UsageLedger", () => {
  for (const [behaviour, sabotage] of Object.entries(broken)) {
    it(`catches a ledger that fails where it says "${behaviour}"`, async () => {
      const open = openMemoryMetadata({}, ({ usage }) => ({ usage: { ...usage, ...sabotage(usage) } }));
      const suite = (runner: Parameters<typeof describeUsageLedger>[0]) => describeUsageLedger(runner, "broken", open);
      expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
    });
  }
});
