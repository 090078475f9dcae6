import { isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { ana, aReservation, ben } from "./entities.fixture.ts";
import { type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";
import { describeOpenReservations } from "./open-reservations.contract.ts";
import type { UsageLimits } from "./usage-ledger.ts";
import { describeUsageLimits } from "./usage-limits.contract.ts";

const limits: UsageLimits = { photos: 1_000, bytes: Number.MAX_SAFE_INTEGER, openUploads: 1_000 };
const nothing = { photos: 0, bytes: 0 };

/** What every `UsageLedger` does. */
export function describeUsageLedger(runner: ContractRunner, name: string, open: OpenMetadata): void {
  const { describe, expect } = runner;
  const it = onFreshStore(runner, open);

  describe(`UsageLedger: ${name}`, () => {
    it("counts nothing for somebody who has nothing", async ({ usage }) => {
      expect(await usage.usage(ana)).toEqual(nothing);
    });

    it("counts what is reserved, and what is settled with its real size", async ({ usage }) => {
      const [shrunk, grown, waiting] = [aReservation(), aReservation({ bytes: 200 }), aReservation({ bytes: 30 })];
      for (const reservation of [shrunk, grown, waiting]) await usage.reserve(reservation, limits);
      expect(await usage.usage(ana)).toEqual({ photos: 3, bytes: 1_230 });
      await usage.settle(ana, shrunk.photo, 999);
      expect(await usage.usage(ana)).toEqual({ photos: 3, bytes: 1_229 });
      await usage.settle(ana, grown.photo, 5_000);
      expect(await usage.usage(ana)).toEqual({ photos: 3, bytes: 6_029 });
    });

    it("counts empty photos, and terabytes", async ({ usage }) => {
      const [empty, huge] = [aReservation({ bytes: 0 }), aReservation({ bytes: 3 * 2 ** 40 })];
      await usage.reserve(empty, limits);
      await usage.reserve(huge, limits);
      expect(await usage.usage(ana)).toEqual({ photos: 2, bytes: 3 * 2 ** 40 });
      await usage.settle(ana, huge.photo, 2 ** 41 + 1);
      expect(await usage.usage(ana)).toEqual({ photos: 2, bytes: 2 ** 41 + 1 });
    });

    it("counts a reservation once, whatever a repetition says", async ({ usage }) => {
      const reservation = aReservation();
      await usage.reserve(reservation, limits);
      await usage.reserve({ ...reservation, bytes: 7 }, limits);
      expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_000 });
      await usage.settle(ana, reservation.photo, 900);
      await usage.reserve(reservation, limits);
      expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 900 });
    });

    it("moves a photo as it is told to, in whatever order and however often", async ({ usage }) => {
      let settled = 0;
      for (const steps of sequences(["reserve", "settle", "release"], 4)) {
        const { photo, ...rest } = aReservation();
        let position: "away" | "reserved" | "settled" = "away";
        for (const step of steps) {
          if (step === "reserve") {
            await usage.reserve({ photo, ...rest }, limits);
            if (position === "away") position = "reserved";
          } else if (step === "settle") {
            await usage.settle(ana, photo, 400);
            if (position === "reserved") position = "settled";
          } else {
            await usage.release(ana, photo);
            position = "away";
          }
        }
        if (position === "settled") settled += 1;
        const left = position === "reserved" ? { photos: 1, bytes: 1_000 } : nothing;
        const expected = { photos: settled + left.photos, bytes: settled * 400 + left.bytes };
        expect(await usage.usage(ana), steps.join(", ")).toEqual(expected);
        if (position === "reserved") await usage.release(ana, photo);
      }
    });

    it("settles a photo once, with the first size that it is told", async ({ usage }) => {
      const { photo, ...rest } = aReservation();
      await usage.reserve({ photo, ...rest }, limits);
      await usage.settle(ana, photo, 300);
      await usage.settle(ana, photo, 400);
      expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 300 });
    });

    it("counts a photo anew, with its new size, after it was released", async ({ usage }) => {
      const reservation = aReservation();
      await usage.reserve(reservation, limits);
      await usage.settle(ana, reservation.photo, 300);
      await usage.release(ana, reservation.photo);
      await usage.reserve({ ...reservation, bytes: 50 }, limits);
      expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 50 });
    });

    it("keeps owners apart, also where they speak of the same photo", async ({ usage }) => {
      const hers = aReservation();
      await usage.reserve(hers, limits);
      await usage.settle(ben, hers.photo, 1);
      await usage.release(ben, hers.photo);
      expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_000 });
      expect(await usage.usage(ben)).toEqual(nothing);
      await usage.reserve({ ...hers, owner: ben, bytes: 20 }, { ...limits, photos: 1, bytes: 20, openUploads: 1 });
      expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_000 });
      expect(await usage.usage(ben)).toEqual({ photos: 1, bytes: 20 });
    });

    it("forgets an owner, what is reserved and what is settled, and nobody else", async (store) => {
      const { usage } = store;
      const [settled, open] = [aReservation(), aReservation()];
      for (const reservation of [settled, open, { ...open, owner: ben }]) await usage.reserve(reservation, limits);
      await usage.settle(ana, settled.photo, 300);
      await usage.forget(ana);
      await usage.forget(ana);
      await store.settled();
      expect(await usage.usage(ana)).toEqual(nothing);
      expect(await usage.usage(ben)).toEqual({ photos: 1, bytes: 1_000 });
      const left: string[] = [];
      for await (const { owner } of usage.openSince(open.reservedAt)) left.push(owner);
      expect(left).toEqual([ben]);
      await usage.settle(ana, open.photo, 5);
      await usage.release(ana, settled.photo);
      expect(await usage.usage(ana)).toEqual(nothing);
      await usage.reserve(settled, { ...limits, photos: 1, bytes: 1_000 });
      expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_000 });
    });

    it("rejects calls that were aborted, and counts nothing for them", async ({ usage }) => {
      const options = { signal: AbortSignal.abort() };
      expect(await isRejected(usage.reserve(aReservation(), limits, options))).toBe(true);
      expect(await usage.usage(ana)).toEqual(nothing);
      const { photo, ...rest } = aReservation();
      await usage.reserve({ photo, ...rest }, limits);
      expect(await isRejected(usage.settle(ana, photo, 1, options))).toBe(true);
      expect(await isRejected(usage.release(ana, photo, options))).toBe(true);
      expect(await isRejected(usage.usage(ana, options))).toBe(true);
      expect(await isRejected(usage.forget(ana, options))).toBe(true);
      expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_000 });
    });

    describeUsageLimits(runner, open);
    describeOpenReservations(runner, open);
  });
}

/** Every sequence of that many of the steps. */
function sequences<Step>(steps: readonly Step[], length: number): readonly (readonly Step[])[] {
  if (length === 0) return [[]];
  return sequences(steps, length - 1).flatMap((rest) => steps.map((step) => [...rest, step]));
}
