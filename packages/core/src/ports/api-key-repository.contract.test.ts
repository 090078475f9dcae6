import { describe, expect, it } from "vitest";
import type { Receipt } from "../shared/aggregate.ts";
import { describeApiKeyRepository } from "./api-key-repository.contract.ts";
import type { ApiKeyRepository } from "./api-key-repository.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { nextUlid } from "./entities.fixture.ts";
import { openMemoryMetadata } from "./open-memory-metadata.fixture.ts";

/** Repositories that each do one thing wrong, by the behaviour that gives them away. */
const broken: Record<string, (apiKeys: ApiKeyRepository) => Partial<ApiKeyRepository>> = {
  "keeps every field of a key as it is, and forgets one that a later save leaves out": (apiKeys) => ({
    save: ({ after: { lastUsedAt: _, ...after }, ...change }) => apiKeys.save({ ...change, after }),
  }),
  "finds a key by its hash, exactly, as it was saved last": (apiKeys) => ({
    save: ({ after, ...change }) =>
      apiKeys.save({ ...change, after: { ...after, keyHash: after.keyHash.toLowerCase() } }),
    findByKeyHash: (keyHash) => apiKeys.findByKeyHash(keyHash.toLowerCase()),
  }),
  "refuses a second key with the same hash": (apiKeys) => ({
    save: async (change) => {
      const first = await apiKeys.findByKeyHash(change.after.keyHash);
      const rest = first !== undefined && change.before === undefined ? { keyHash: nextUlid() } : {};
      await apiKeys.save({ ...change, after: { ...change.after, ...rest } });
    },
  }),
  "lists an owner's keys, the oldest first, and nobody else's": (apiKeys) => ({
    ofOwner: async (owner, limit) => (await apiKeys.ofOwner(owner, limit)).toReversed(),
  }),
  "counts a call in its month, and begins anew with the next": (apiKeys) => ({
    // Adds up for ever.
    countCall: async (id, now) => {
      const before = await apiKeys.get(id);
      if (before !== undefined && before.usage.month !== now.slice(0, 7)) {
        const after = { ...before, usage: { ...before.usage, month: now.slice(0, 7) }, saved: before.saved + 1 };
        await apiKeys.save({ before, after, events: [] });
      }
      return apiKeys.countCall(id, now);
    },
  }),
  "counts exactly as many of sixty calls at once as the month has left": (apiKeys) => ({
    // Looks first, and counts later.
    countCall: async (id, now) => {
      const key = await apiKeys.get(id);
      if (key === undefined || key.usage.calls >= key.plan.monthlyQuota) return apiKeys.countCall(id, now);
      return (await apiKeys.countCall(id, now)) ?? { ...key, usage: { ...key.usage, calls: key.usage.calls + 1 } };
    },
  }),
  "removes a key with its hash and its receipt, as often as it is told to": (apiKeys) => {
    const kept = new Map<string, Receipt>();
    return {
      save: async (change) => {
        await apiKeys.save(change);
        if (change.receipt !== undefined) kept.set(change.receipt.keyHash, change.receipt);
      },
      receipt: async (keyHash) => kept.get(keyHash),
    };
  },
};

describe("the contract of ApiKeyRepository", () => {
  for (const [behaviour, sabotage] of Object.entries(broken)) {
    it(`catches a repository that fails where it says "${behaviour}"`, async () => {
      const open = openMemoryMetadata({}, ({ apiKeys }) => ({ apiKeys: { ...apiKeys, ...sabotage(apiKeys) } }));
      const suite = (runner: Parameters<typeof describeApiKeyRepository>[0]) =>
        describeApiKeyRepository(runner, "broken", open);
      expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
    });
  }
});
