import { describe, expect, it } from "vitest";
import type { Receipt } from "../shared/aggregate.ts";
import type { Share } from "../shares/share.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { aShare } from "./entities.fixture.ts";
import { openMemoryMetadata } from "./open-memory-metadata.fixture.ts";
import { describeShareRepository } from "./share-repository.contract.ts";
import type { ShareRepository } from "./share-repository.ts";

/** Repositories that each do one thing wrong, by the behaviour that gives them away. */
const broken: Record<string, (shares: ShareRepository) => Partial<ShareRepository>> = {
  "keeps every field of a share as it is": (shares) => ({
    save: ({ after: { passwordHash: _, ...after }, ...change }) => shares.save({ ...change, after }),
  }),
  "finds a share by its token's hash, exactly, as it was saved last": (shares) => ({
    save: ({ after, ...change }) =>
      shares.save({ ...change, after: { ...after, tokenHash: after.tokenHash.toLowerCase() } }),
    findByTokenHash: (tokenHash) => shares.findByTokenHash(tokenHash.toLowerCase()),
  }),
  "refuses a second share with the same token's hash, with its events and its receipt": (shares) => ({
    // The second takes the token from the first.
    save: async (change) => {
      const first = await shares.findByTokenHash(change.after.tokenHash);
      if (first !== undefined && change.before === undefined) await shares.remove(first.id);
      await shares.save(change);
    },
  }),
  "gives the token's hash of a removed share to the next who saves one": (shares) => ({
    // Hides what is removed.
    remove: async (id) => {
      const before = await shares.get(id);
      if (before === undefined) return;
      await shares.save({ before, after: { ...before, revokedAt: before.expiresAt, saved: 1e6 }, events: [] });
    },
  }),
  "removes a share with its receipt": (shares) => {
    const kept = new Map<string, Receipt>();
    return {
      save: async (change) => {
        await shares.save(change);
        if (change.receipt !== undefined) kept.set(change.receipt.keyHash, change.receipt);
      },
      receipt: async (keyHash) => kept.get(keyHash),
    };
  },
  "counts exactly as many of sixty at once as there are views left": (shares) => ({
    // Looks first, and writes later.
    countView: async (id, now) => {
      const { maxViews = Number.POSITIVE_INFINITY, views } = (await shares.get(id)) ?? aShare();
      return views < maxViews
        ? overwrite(shares, id, (share) => ({ views: share.views + 1, lastViewedAt: now }))
        : undefined;
    },
  }),
  "counts views until the millisecond in which the share expires": (shares) => ({
    countView: async (id, now) => {
      const share = await shares.get(id);
      return share?.expiresAt === now ? overwrite(shares, id, () => ({ views: 99 })) : shares.countView(id, now);
    },
  }),
  "counts no view of a share that is revoked, whenever a clock says that this was": (shares) => ({
    countView: async (id, now) => {
      const share = await shares.get(id);
      const isRevokedLater = share?.revokedAt !== undefined && share.revokedAt > now;
      return isRevokedLater ? overwrite(shares, id, () => ({ views: 1 })) : shares.countView(id, now);
    },
  }),
  "loses neither views nor changes that happen at once": (shares) => {
    // Writes back what it read a moment ago.
    let writing = Promise.resolve();
    const write: ShareRepository["save"] = async ({ before, after, ...change }) => {
      const current = before && (await shares.get(after.id));
      await shares.save({ ...change, before: current, after: { ...after, saved: (current?.saved ?? 0) + 1 } });
    };
    return {
      save: async (change) => {
        writing = writing.then(() => write(change));
        return writing;
      },
    };
  },
  "lists the shares of one photo alone where it is given": (shares) => ({
    list: (owner, _photo, page) => shares.list(owner, undefined, page),
  }),
  "lists an owner's shares newest first, in pages of any size, whatever state they are in": (shares) => ({
    list: async (owner, photo, page) => {
      const { items, ...rest } = await shares.list(owner, photo, page);
      return { ...rest, items: items.filter(({ revokedAt }) => revokedAt === undefined) };
    },
  }),
};

async function overwrite(
  shares: ShareRepository,
  id: Share["id"],
  change: (share: Share) => Partial<Share>,
): Promise<Share | undefined> {
  const before = await shares.get(id);
  if (before === undefined) return undefined;
  const after = { ...before, ...change(before), saved: before.saved + 1 };
  await shares.save({ before, after, events: [] });
  return after;
}

describe("the contract of ShareRepository", () => {
  for (const [behaviour, sabotage] of Object.entries(broken)) {
    it(`catches a repository that fails where it says "${behaviour}"`, async () => {
      const open = openMemoryMetadata({}, ({ shares }) => ({ shares: { ...shares, ...sabotage(shares) } }));
      const suite = (runner: Parameters<typeof describeShareRepository>[0]) =>
        describeShareRepository(runner, "broken", open);
      expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
    });
  }
});
