import { ApiKey, type ApiKey as Key } from "../api-keys/api-key.ts";
import { ApiKeyId } from "../shared/ids.ts";
import { Instant, plus } from "../shared/instant.ts";
import type { ApiKeyRepository } from "./api-key-repository.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { anApiKey, ana, aPhoto, aReceipt, ben, changed, nextUlid, photoEvent } from "./entities.fixture.ts";
import { type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";
import { describeRepository } from "./repository.contract.ts";

/** What every `ApiKeyRepository` does, with the receipts of its store. */
export function describeApiKeyRepository(runner: ContractRunner, name: string, open: OpenMetadata): void {
  const { describe, expect } = runner;
  const it = onFreshStore(runner, open);

  describe(`ApiKeyRepository: ${name}`, () => {
    describeRepository(runner, open, {
      repository: ({ apiKeys }) => apiKeys,
      create: () => anApiKey(),
      edit: (before, text) => changed(before, { name: text, revision: before.revision + 1 }),
      // Keys raise no events of their own; whatever a save carries is delivered.
      event: ({ saved }) => photoEvent(aPhoto({ saved })),
    });

    it("keeps every field of a key as it is, and forgets one that a later save leaves out", async ({ apiKeys }) => {
      const key = fullKey();
      expect(Object.keys(ApiKey.unwrap().shape).filter((field) => !(field in key))).toEqual([]);
      await apiKeys.save({ after: key, events: [] });
      expect(await apiKeys.get(key.id)).toEqual(key);
      expect(await apiKeys.findByKeyHash(key.keyHash)).toEqual(key);
      const { id, keyHash } = key;
      const bare = anApiKey({ id, keyHash, saved: key.saved + 1 });
      await apiKeys.save({ before: key, after: bare, events: [] });
      expect(await apiKeys.get(id)).toEqual(bare);
    });

    it("finds a key by its hash, exactly, as it was saved last", async ({ apiKeys }) => {
      const [key, other] = [anApiKey({ keyHash: "Hash-A" }), anApiKey({ keyHash: "hash-a" })];
      await apiKeys.save({ after: key, events: [] });
      expect(await apiKeys.findByKeyHash(other.keyHash)).toBe(undefined);
      await apiKeys.save({ after: other, events: [] });
      const renamed = changed(key, { name: "Printer" });
      await apiKeys.save({ before: key, after: renamed, events: [] });
      expect(await apiKeys.findByKeyHash(key.keyHash)).toEqual(renamed);
    });

    it("refuses a second key with the same hash", async ({ apiKeys }) => {
      const [first, second] = [anApiKey({ keyHash: "the same" }), anApiKey({ keyHash: "the same" })];
      await apiKeys.save({ after: first, events: [] });
      expect(await codeOf(apiKeys.save({ after: second, events: [] }))).toBe("save_conflict");
      expect(await apiKeys.get(second.id)).toBe(undefined);
      expect(await apiKeys.findByKeyHash("the same")).toEqual(first);
    });

    it("lists an owner's keys, the oldest first, and nobody else's", async ({ apiKeys, settled }) => {
      const [first, second, third] = [anApiKey(), anApiKey(), anApiKey()];
      for (const after of [second, third, anApiKey({ owner: ben }), first]) await apiKeys.save({ after, events: [] });
      await settled();
      expect(await apiKeys.ofOwner(ana, 10)).toEqual([first, second, third]);
      expect(await apiKeys.ofOwner(ana, 2)).toEqual([first, second]);
    });

    it("counts a call in its month, and begins anew with the next", async ({ apiKeys }) => {
      const key = await saved(apiKeys, anApiKey());
      const november = Instant.parse("2026-11-30T23:59:59.999Z");
      const first = await apiKeys.countCall(key.id, november);
      expect(first).toEqual({
        ...key,
        usage: { month: "2026-11", calls: 1 },
        lastUsedAt: "2026-11-30T23:00:00.000Z",
        saved: key.saved + 1,
      });
      expect((await apiKeys.countCall(key.id, november))?.usage.calls).toBe(2);
      const december = await apiKeys.countCall(key.id, plus(november, 1));
      expect(december?.usage).toEqual({ month: "2026-12", calls: 1 });
      expect(await apiKeys.get(key.id)).toEqual(december);
      expect(await apiKeys.findByKeyHash(key.keyHash)).toEqual(december);
    });

    it("counts nothing for a key that has expired, to the millisecond, or is not there", async ({ apiKeys }, clock) => {
      const key = await saved(apiKeys, anApiKey({ expiresAt: plus(clock.now(), 1) }));
      const last = await apiKeys.countCall(key.id, clock.now());
      expect(last?.usage.calls).toBe(1);
      expect(await apiKeys.countCall(key.id, plus(clock.now(), 1))).toBe(undefined);
      expect(await apiKeys.get(key.id)).toEqual(last);
      expect(await apiKeys.countCall(ApiKeyId.parse(nextUlid()), clock.now())).toBe(undefined);
    });

    it("counts exactly as many of sixty calls at once as the month has left", async ({ apiKeys }, clock) => {
      const plan = { rate: 1, burst: 1, monthlyQuota: 25 };
      const key = await saved(apiKeys, anApiKey({ plan, usage: { month: "2026-11", calls: 3 } }));
      const attempts = await Promise.all(Array.from({ length: 60 }, () => apiKeys.countCall(key.id, clock.now())));
      const calls = attempts.flatMap((counted) => (counted === undefined ? [] : [counted.usage.calls]));
      expect(calls.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 22 }, (_, index) => index + 4));
    });

    it("counts exactly as many of sixty calls at once in a month that nobody has called in yet", async ({
      apiKeys,
    }, clock) => {
      const plan = { rate: 1, burst: 1, monthlyQuota: 25 };
      const key = await saved(apiKeys, anApiKey({ plan, usage: { month: "2026-10", calls: 25 } }));
      const attempts = await Promise.all(Array.from({ length: 60 }, () => apiKeys.countCall(key.id, clock.now())));
      expect(attempts.filter((counted) => counted !== undefined).length).toBe(25);
      expect((await apiKeys.get(key.id))?.usage).toEqual({ month: "2026-11", calls: 25 });
    });

    it("removes a key with its hash and its receipt, as often as it is told to", async ({
      apiKeys,
      settled,
    }, clock) => {
      const [receipt, other] = [aReceipt({ keyHash: "its own" }), aReceipt({ keyHash: "another" })];
      const key = anApiKey({ receipt: receipt.keyHash });
      await apiKeys.save({ after: key, events: [], receipt });
      await apiKeys.save({ after: anApiKey({ owner: ben, receipt: other.keyHash }), events: [], receipt: other });
      await apiKeys.remove(key.id);
      await apiKeys.remove(key.id);
      await settled();
      expect(await apiKeys.get(key.id)).toBe(undefined);
      expect(await apiKeys.findByKeyHash(key.keyHash)).toBe(undefined);
      expect(await apiKeys.countCall(key.id, clock.now())).toBe(undefined);
      expect(await apiKeys.ofOwner(ana, 10)).toEqual([]);
      expect(await apiKeys.receipt(receipt.keyHash)).toBe(undefined);
      expect(await apiKeys.receipt(other.keyHash)).toEqual(other);
      const successor = anApiKey({ keyHash: key.keyHash });
      await apiKeys.save({ after: successor, events: [] });
      expect(await apiKeys.findByKeyHash(key.keyHash)).toEqual(successor);
    });

    it("rejects calls that were aborted, and counts nothing for them", async ({ apiKeys }, clock) => {
      const key = await saved(apiKeys, anApiKey());
      const options = { signal: AbortSignal.abort() };
      expect(await isRejected(apiKeys.findByKeyHash(key.keyHash, options))).toBe(true);
      expect(await isRejected(apiKeys.ofOwner(ana, 1, options))).toBe(true);
      expect(await isRejected(apiKeys.countCall(key.id, clock.now(), options))).toBe(true);
      expect(await isRejected(apiKeys.remove(key.id, options))).toBe(true);
      expect(await apiKeys.get(key.id)).toEqual(key);
    });
  });
}

async function saved(apiKeys: ApiKeyRepository, key: Key): Promise<Key> {
  await apiKeys.save({ after: key, events: [] });
  return key;
}

/** With a value in every field that a key can have. */
function fullKey(): Key {
  const { createdAt } = anApiKey();
  return anApiKey({
    name: "Drucker im Flur 🖨",
    scopes: ["photos:read", "shares:write"],
    plan: { rate: 3, burst: 7, monthlyQuota: 1_000_000 },
    usage: { month: "2026-10", calls: 12 },
    lastUsedAt: createdAt,
    expiresAt: createdAt,
    receipt: "key-1",
    saved: 9,
    revision: 5,
  });
}
