import { describe, expect, it } from "vitest";
import { allPhotos, checkInvariants, recover } from "./invariants.fixture.ts";
import { createWalk } from "./random-walk.fixture.ts";

/** Walks, recovers, and finds everything whole; how often the steps ended how. */
async function walk(seed: number, faults: number): Promise<ReadonlyMap<string, number>> {
  const { world, step, kept } = await createWalk(seed, faults);
  const ends = new Map<string, number>();
  for (let steps = 0; steps < 250; steps += 1) {
    for (const end of await step()) ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  await recover(world);
  await checkInvariants(world);
  const states = new Map((await allPhotos(world)).map(({ id, state }) => [id, state]));
  for (const id of kept()) expect(["ready", "failed"]).toContain(states.get(id));
  return ends;
}

describe("five hundred things that anybody may do, some of them at once", { timeout: 60_000 }, () => {
  it.each([1, 2, 3, 4])("leave everything whole (%i)", async (seed) => {
    const ends = await walk(seed, 0);
    expect(ends.get("resolved")).toBeGreaterThan(200);
    expect(ends.size).toBeGreaterThan(4);
    for (const never of ["gone", "unavailable", "save_conflict"]) expect(ends.get(never)).toBeUndefined();
  });

  it.each([5, 6, 7, 8])("leave everything whole when every fifth goes wrong half-way (%i)", async (seed) => {
    const ends = await walk(seed, 0.2);
    expect(ends.get("gone")).toBeGreaterThan(0);
    expect(ends.get("unavailable")).toBeGreaterThan(0);
  });
});
