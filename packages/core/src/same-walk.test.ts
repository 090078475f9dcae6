import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ManualClock } from "./ports/clock.fixture.ts";
import { openSameWalk, walkedAct, walks } from "./same-walk.fixture.ts";
import { type OpenWalkedStores, openMemoryStores, type WalkedStores } from "./walked-world.fixture.ts";

const memory = openMemoryStores(1);

const spoilt = (spoil: (stores: WalkedStores) => Partial<WalkedStores>) => async (clock: ManualClock) => {
  const stores = await memory(clock);
  return { ...stores, ...spoil(stores) };
};

const acts =
  `begin, send whole, put, confirm, work, die at work, get, edit, trash, restore, purge, abandon, share, open, visit,
  change, revoke, list, list links, reconcile, wait, gain an hour, look around, rename oneself`.split(/,\s+/);
const codes = [
  "idempotency_key_reused",
  "photo_not_found",
  "revision_conflict",
  "share_not_found",
  "too_many_open_uploads",
];

/** Stores that each do one thing otherwise than ours. */
const otherwise: Record<string, (stores: WalkedStores) => Partial<WalkedStores>> = {
  "counts no views": ({ shares }) => ({ shares: { ...shares, countView: (id) => shares.get(id) } }),
  "forgets that room was given back": ({ usage }) => ({ usage: { ...usage, release: async () => {} } }),
  "ends an event that nobody finished": ({ queue }) => ({
    queue: {
      ...queue,
      take: async (...call) => {
        const taken = await queue.take(...call);
        await Promise.all(taken.map((delivery) => queue.done(delivery)));
        return taken;
      },
    },
  }),
  "lists all states as one": ({ photos }) => ({
    photos: { ...photos, list: (owner, { state, ...filter }, page) => photos.list(owner, filter, page) },
  }),
  "keeps what was removed": ({ blobs }) => ({ blobs: { ...blobs, remove: async () => {} } }),
  "remembers no request": ({ photos }) => ({
    photos: { ...photos, receipt: async () => undefined, save: ({ receipt, ...change }) => photos.save(change) },
  }),
};

/** What each act came to, on walks over these stores beside memory. */
function walking(open: OpenWalkedStores, lines: string[] = []) {
  const walk = fc.commands([fc.noShrink(fc.nat()).map(walkedAct)], walks.constraints);
  return fc.asyncProperty(walk, async (acts) => {
    await using same = await openSameWalk(open);
    await fc.asyncModelRun(() => same, acts);
    await same.end();
    lines.push(...same.model.lines);
  });
}

describe("the same walk over memory", { timeout: 120_000 }, () => {
  it("ends the same whatever is worked off first, comes by everything, and is refused for many reasons", async () => {
    const lines: string[] = [];
    for (const seed of walks.seeds) {
      await fc.assert(walking(openMemoryStores(seed + 1), lines), { seed, numRuns: 1 });
    }
    expect(lines.length).toBeGreaterThan(10_000);
    const well = new Set(
      lines.filter((line) => !/: [a-z]+_[a-z_]+$/.test(line)).map((line) => line.match(/^(.*?):/)?.[1]),
    );
    expect(acts.filter((act) => !well.has(act))).toEqual([]);
    expect(codes.filter((code) => !lines.some((line) => line.endsWith(`: ${code}`)))).toEqual([]);
  });

  it.each(Object.entries(otherwise))("tells a store that %s, by a few acts", async (_what, spoil) => {
    const { counterexample, errorInstance } = await fc.check(walking(spoilt(spoil)), {
      seed: 1,
      numRuns: 1,
    });
    expect(String(errorInstance)).toMatch(/^Error: After\n(?: {2}.*\n)*.*\ninstead of\n.*$/);
    expect([...(counterexample?.[0] ?? [])].length).toBeLessThan(7);
  });
});
