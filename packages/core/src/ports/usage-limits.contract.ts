import { codeOf } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { ana, aReservation, ben } from "./entities.fixture.ts";
import { type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";
import type { UsageLimits } from "./usage-ledger.ts";

const limits: UsageLimits = { photos: 1_000, bytes: 1_000_000, openUploads: 1_000 };

/** How every `UsageLedger` keeps to limits. Called within its suite. */
export function describeUsageLimits(runner: ContractRunner, open: OpenMetadata): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("takes what fits to the byte, and nothing that is one byte more", async ({ usage }) => {
    const tight = { ...limits, bytes: 1_500 };
    await usage.reserve(aReservation({ bytes: 1_000 }), tight);
    expect(await codeOf(usage.reserve(aReservation({ bytes: 501 }), tight))).toBe("quota_exceeded");
    expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_000 });
    await usage.reserve(aReservation({ bytes: 500 }), tight);
    expect(await usage.usage(ana)).toEqual({ photos: 2, bytes: 1_500 });
    await usage.reserve(aReservation({ bytes: 0 }), tight);
    expect(await codeOf(usage.reserve(aReservation({ bytes: 1 }), tight))).toBe("quota_exceeded");
  });

  it("takes a first photo that fits to the byte, and none that does not", async ({ usage }) => {
    expect(await codeOf(usage.reserve(aReservation({ bytes: 11 }), { ...limits, bytes: 10 }))).toBe("quota_exceeded");
    expect(await usage.usage(ana)).toEqual({ photos: 0, bytes: 0 });
    await usage.reserve(aReservation({ bytes: 10 }), { ...limits, bytes: 10 });
    expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 10 });
  });

  it("takes as many photos as there may be, reserved and settled together", async ({ usage }) => {
    const tight = { ...limits, photos: 2 };
    const [settled, waiting] = [aReservation(), aReservation()];
    await usage.reserve(settled, tight);
    await usage.settle(ana, settled.photo, 10);
    await usage.reserve(waiting, tight);
    expect(await codeOf(usage.reserve(aReservation(), tight))).toBe("quota_exceeded");
    await usage.release(ana, settled.photo);
    await usage.reserve(aReservation(), tight);
    expect(await codeOf(usage.reserve(aReservation(), tight))).toBe("quota_exceeded");
  });

  it("takes as many open uploads as there may be, and the next when one is settled or released", async ({ usage }) => {
    const tight = { ...limits, openUploads: 2 };
    const [first, second] = [aReservation(), aReservation()];
    await usage.reserve(first, tight);
    await usage.reserve(second, tight);
    expect(await codeOf(usage.reserve(aReservation(), tight))).toBe("too_many_open_uploads");
    await usage.settle(ana, first.photo, 10);
    await usage.settle(ana, first.photo, 10);
    await usage.reserve(aReservation(), tight);
    expect(await codeOf(usage.reserve(aReservation(), tight))).toBe("too_many_open_uploads");
    await usage.release(ana, first.photo);
    expect(await codeOf(usage.reserve(aReservation(), tight))).toBe("too_many_open_uploads");
    await usage.release(ana, second.photo);
    await usage.reserve(aReservation(), tight);
    expect(await codeOf(usage.reserve(aReservation(), tight))).toBe("too_many_open_uploads");
  });

  it("counts the real size of what is settled, even over the limit, against what comes next", async ({ usage }) => {
    const tight = { ...limits, bytes: 1_500 };
    const { photo, ...rest } = aReservation({ bytes: 1_000 });
    await usage.reserve({ photo, ...rest }, tight);
    await usage.settle(ana, photo, 1_600);
    expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_600 });
    expect(await codeOf(usage.reserve(aReservation({ bytes: 0 }), tight))).toBe("quota_exceeded");
    await usage.release(ana, photo);
    await usage.reserve(aReservation({ bytes: 1_500 }), tight);
  });

  it("holds no limit against a photo that is counted already", async ({ usage }) => {
    const none = { photos: 0, bytes: 0, openUploads: 0 };
    const reservation = aReservation();
    await usage.reserve(reservation, limits);
    await usage.reserve(reservation, none);
    await usage.settle(ana, reservation.photo, 1_000);
    await usage.reserve(reservation, none);
    expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_000 });
  });

  it("lets nobody pay for somebody else", async ({ usage }) => {
    const one = { photos: 1, bytes: 1_000, openUploads: 1 };
    await usage.reserve(aReservation({ owner: ana }), one);
    await usage.reserve(aReservation({ owner: ben }), one);
    expect(await codeOf(usage.reserve(aReservation({ owner: ben }), one))).not.toBe("resolved");
  });

  for (const [limit, tight, code] of [
    ["bytes", { ...limits, bytes: 37_999 }, "quota_exceeded"],
    ["photos", { ...limits, photos: 37 }, "quota_exceeded"],
    ["open uploads", { ...limits, openUploads: 37 }, "too_many_open_uploads"],
  ] as const) {
    it(`lets exactly as many of a hundred at once in as the limit of ${limit} allows`, async ({ usage }) => {
      const attempts = Array.from({ length: 100 }, () => codeOf(usage.reserve(aReservation(), tight)));
      const codes = await Promise.all(attempts);
      expect(codes.filter((found) => found === "resolved").length).toBe(37);
      expect(codes.filter((found) => found === code).length).toBe(63);
      expect(await usage.usage(ana)).toEqual({ photos: 37, bytes: 37_000 });
    });
  }

  it("counts a photo once that is reserved many times at once", async ({ usage }) => {
    const reservation = aReservation();
    await Promise.all(Array.from({ length: 20 }, () => usage.reserve(reservation, limits)));
    expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 1_000 });
    await Promise.all(Array.from({ length: 20 }, () => usage.settle(ana, reservation.photo, 300)));
    expect(await usage.usage(ana)).toEqual({ photos: 1, bytes: 300 });
    await Promise.all(Array.from({ length: 20 }, () => usage.release(ana, reservation.photo)));
    expect(await usage.usage(ana)).toEqual({ photos: 0, bytes: 0 });
  });

  it("ends without a photo that is settled and released at once", async ({ usage }) => {
    const reservations = Array.from({ length: 10 }, () => aReservation());
    for (const reservation of reservations) await usage.reserve(reservation, limits);
    await Promise.all(reservations.flatMap(({ photo }) => [usage.settle(ana, photo, 300), usage.release(ana, photo)]));
    expect(await usage.usage(ana)).toEqual({ photos: 0, bytes: 0 });
  });
}
