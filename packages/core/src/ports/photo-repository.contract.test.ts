import { describe, expect, it } from "vitest";
import type { Receipt } from "../shared/aggregate.ts";
import { SaveConflict } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { aPhoto } from "./entities.fixture.ts";
import { openMemoryMetadata } from "./open-memory-metadata.fixture.ts";
import { describePhotoRepository } from "./photo-repository.contract.ts";
import type { PhotoRepository } from "./photo-repository.ts";
import { walkPages } from "./walk-pages.fixture.ts";

/** Repositories that each do one thing wrong, by the behaviour that gives them away. */
const broken: Record<string, (photos: PhotoRepository) => Partial<PhotoRepository>> = {
  "refuses a change of something that was saved meanwhile, with its events and its receipt": (photos) => ({
    save: async (change) => photos.save({ ...change, before: await photos.get(change.after.id) }),
  }),
  "lets exactly one of many changes at once win": (photos) => {
    // Checks at once, and writes later, over whatever is there then.
    let written = Promise.resolve();
    return {
      save: async ({ before, ...change }) => {
        const current = await photos.get(change.after.id);
        if (current?.saved !== before?.saved) throw new SaveConflict();
        written = written.then(async () => photos.save({ ...change, before: await photos.get(change.after.id) }));
        return written;
      },
    };
  },
  "refuses a save whose receipt is taken, and keeps neither the aggregate nor its events": (photos) => ({
    // Saves the aggregate first, and the receipt in a second step.
    save: async ({ receipt, ...change }) => {
      await photos.save(change);
      if (receipt !== undefined) await photos.save({ after: aPhoto(), events: [], receipt });
    },
  }),
  "finds a receipt by its key, until the millisecond in which it expires": (photos) => {
    const receipts = new Map<string, Receipt>();
    return {
      save: async (change) => {
        await photos.save(change);
        if (change.receipt !== undefined) receipts.set(change.receipt.keyHash, change.receipt);
      },
      receipt: async (keyHash) => receipts.get(keyHash),
    };
  },
  "keeps what it was given, whatever callers do with their objects afterwards": (photos) => {
    const given = new Map<PhotoId, Parameters<PhotoRepository["save"]>[0]["after"]>();
    return {
      save: async (change) => {
        await photos.save(change);
        given.set(change.after.id, change.after);
      },
      get: async (id) => given.get(id),
    };
  },
  "keeps every field of a photo as it is": (photos) => ({
    save: ({ after: { camera: _, ...after }, ...change }) => photos.save({ ...change, after }),
  }),
  "forgets a field that a later save leaves out": (photos) => ({
    save: ({ before, after, ...change }) => photos.save({ before, after: { ...before, ...after }, ...change }),
  }),
  "does not forget what was saved meanwhile": (photos) => ({
    forget: async ({ id }) => {
      const current = await photos.get(id);
      if (current !== undefined) await photos.forget(current);
    },
  }),
  "forgets a photo with its receipt": (photos) => {
    const kept = new Map<string, Receipt>();
    return {
      save: async (change) => {
        await photos.save(change);
        if (change.receipt !== undefined) kept.set(change.receipt.keyHash, change.receipt);
      },
      receipt: async (keyHash) => kept.get(keyHash),
    };
  },
  "gives what an owner has, in whatever state, tombstones too, and nothing of anybody else's": (photos) => ({
    ofOwner: async (owner, limit) => (await walkPages((page) => photos.list(owner, {}, page), 100)).slice(0, limit),
  }),
  "finds the oldest of several photos with the same bytes": (photos) => ({
    findBySha256: async (owner, sha256) =>
      (await walkPages((page) => photos.list(owner, {}, page), 100)).find((photo) => photo.sha256 === sha256),
  }),
  "gives what is due, to the millisecond, the longest overdue first, of every owner and state": (photos) => ({
    due: async (now, limit) => (await photos.due(now, limit)).toReversed(),
  }),
};

describe("the contract of PhotoRepository", () => {
  for (const [behaviour, sabotage] of Object.entries(broken)) {
    it(`catches a repository that fails where it says "${behaviour}"`, async () => {
      const open = openMemoryMetadata({}, ({ photos }) => ({ photos: { ...photos, ...sabotage(photos) } }));
      const suite = (runner: Parameters<typeof describePhotoRepository>[0]) =>
        describePhotoRepository(runner, "broken", open);
      expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
    });
  }
});
