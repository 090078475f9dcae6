import { instantFromMillis } from "@tintype/core";
import { describeIds } from "@tintype/core/contracts";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { systemClock } from "./system-clock.ts";
import { createUlids } from "./ulids.ts";

const opening = (ids: ReturnType<typeof createUlids>) => async () => ({ ids, [Symbol.asyncDispose]: async () => {} });

describeIds({ describe, it, expect }, "ULIDs", async () => opening(createUlids({ clock: systemClock }))());
describeIds({ describe, it, expect }, "ULIDs of one moment", async () =>
  opening(createUlids({ clock: createManualClock() }))(),
);

describe(createUlids, () => {
  const bytes = (value: number) => (count: number) => new Uint8Array(count).fill(value);

  it("writes the time and the random bits as the specification says", () => {
    // The specification's example: 01ARZ3NDEKTSV4RRFFQ69G5FAV is of 1469922850259.
    const clock = createManualClock(instantFromMillis(1_469_922_850_259));
    expect(createUlids({ clock, random: bytes(0) }).next()).toBe("01ARZ3NDEK0000000000000000");
    expect(createUlids({ clock, random: bytes(255) }).next()).toBe("01ARZ3NDEKZZZZZZZZZZZZZZZZ");
    const counting = (count: number) => Uint8Array.from({ length: count }, (_, index) => index);
    expect(createUlids({ clock, random: counting }).next()).toBe("01ARZ3NDEK000G40R40M30E209");
  });

  it("goes up within a millisecond, and asks for random bits once for each", () => {
    let asked = 0;
    const random = (count: number) => {
      asked += 1;
      return new Uint8Array(count);
    };
    const clock = createManualClock();
    const ids = createUlids({ clock, random });
    const [first, second] = [ids.next(), ids.next()];
    expect(second).toBe(`${first.slice(0, 25)}1`);
    expect(asked).toBe(1);
    clock.advance(1);
    expect(ids.next() > second).toBe(true);
    expect(asked).toBe(2);
  });

  it("goes up when the clock is turned back", () => {
    const clock = createManualClock();
    const ids = createUlids({ clock });
    const before = ids.next();
    clock.advance(-60_000);
    expect(ids.next() > before).toBe(true);
  });

  it("goes on in the next millisecond when the bits of one are used up", () => {
    const clock = createManualClock();
    const ids = createUlids({ clock, random: bytes(255) });
    const [first, second] = [ids.next(), ids.next()];
    expect(first.endsWith("Z".repeat(16))).toBe(true);
    expect(second > first && second.endsWith("0".repeat(16))).toBe(true);
    clock.advance(1);
    expect(ids.next() > second).toBe(true);
  });
});
