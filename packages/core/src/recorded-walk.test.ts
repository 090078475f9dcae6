import { describe, expect, it } from "vitest";
import type { ManualClock } from "./ports/clock.fixture.ts";
import { differenceFromMemory, recordWalk } from "./recorded-walk.fixture.ts";
import { openMemoryStores, type WalkedStores } from "./walked-world.fixture.ts";

const memory = openMemoryStores(1);

const spoilt = (spoil: (stores: WalkedStores) => Partial<WalkedStores>) => async (clock: ManualClock) => {
  const stores = await memory(clock);
  return { ...stores, ...spoil(stores) };
};

const acts =
  `begin, send whole, put, confirm, work, die at work, get, edit, trash, restore, purge, abandon, share, open, visit,
  change, revoke, list, list links, reconcile, wait, gain an hour, rename oneself`.split(/,\s+/);
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

describe(recordWalk, () => {
  it.each([1, 2, 3])("says the same whatever is worked off first (%i)", async (seed) => {
    expect(await differenceFromMemory(seed, 500, openMemoryStores(seed + 1))).toBeUndefined();
  });

  it("comes by everything, and is refused for many reasons", async () => {
    const lines = (await Promise.all([1, 2, 3].map((seed) => recordWalk(seed, 500, memory)))).flat();
    const well = new Set(
      lines.filter((line) => !/: [a-z]+_[a-z_]+$/.test(line)).map((line) => line.match(/ (.*?):/)?.[1]),
    );
    expect(acts.filter((act) => !well.has(act))).toEqual([]);
    expect(codes.filter((code) => !lines.some((line) => line.endsWith(`: ${code}`)))).toEqual([]);
  });

  it.each(Object.entries(otherwise))("tells a store from memory that %s", async (_what, spoil) => {
    expect(await differenceFromMemory(1, 1_000, spoilt(spoil))).toBeDefined();
  });
});
