import { describe, expect, it } from "vitest";
import { mapAtMost } from "./map-at-most.ts";

describe(mapAtMost, () => {
  it("keeps the order of the items, whatever is done first", async () => {
    const waits = [3, 0, 2, 1];
    const later = async (turns: number) => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      return turns * 10;
    };
    expect(await mapAtMost(4, waits, later)).toEqual([30, 0, 20, 10]);
    expect(await mapAtMost(1, waits, later)).toEqual([30, 0, 20, 10]);
    expect(await mapAtMost(4, [], later)).toEqual([]);
  });

  it("works on as many at once as it may, and on no more", async () => {
    let [now, most] = [0, 0];
    await mapAtMost(3, Array.from({ length: 20 }), async () => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
    });
    expect(most).toBe(3);
  });

  it("rejects with the first rejection", async () => {
    const work = async (item: number) => {
      if (item > 1) throw new RangeError(`${item}`);
    };
    await expect(mapAtMost(2, [1, 2, 3], work)).rejects.toThrow("2");
  });
});
