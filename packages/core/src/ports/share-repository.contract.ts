import { ShareId } from "../shared/ids.ts";
import { Share } from "../shares/share.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { dueEvents } from "./due-events.fixture.ts";
import { aPhoto, aReceipt, aShare, changed, nextUlid, photoEvent } from "./entities.fixture.ts";
import { type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";
import { describeRepository } from "./repository.contract.ts";
import { describeShareList } from "./share-list.contract.ts";
import { describeShareViews } from "./share-views.contract.ts";

/** What every `ShareRepository` does, with the queue and the receipts of its store. */
export function describeShareRepository(runner: ContractRunner, name: string, open: OpenMetadata): void {
  const { describe, expect } = runner;
  const it = onFreshStore(runner, open);

  describe(`ShareRepository: ${name}`, () => {
    describeRepository(runner, open, {
      repository: ({ shares }) => shares,
      create: () => aShare(),
      edit: (before, text) => changed(before, { note: text, revision: before.revision + 1 }),
      event: eventOf,
    });

    it("keeps every field of a share as it is", async ({ shares }) => {
      const share = fullShare();
      expect(Object.keys(Share.unwrap().shape).filter((field) => !(field in share))).toEqual([]);
      await shares.save({ after: share, events: [] });
      expect(await shares.get(share.id)).toEqual(share);
      expect(await shares.findByTokenHash(share.tokenHash)).toEqual(share);
    });

    it("forgets a field that a later save leaves out", async ({ shares }) => {
      const before = fullShare();
      await shares.save({ after: before, events: [] });
      const { id, photo, tokenHash } = before;
      const bare = aShare({ id, photo, tokenHash, saved: before.saved + 1 });
      await shares.save({ before, after: bare, events: [] });
      expect(await shares.get(id)).toEqual(bare);
      expect(await shares.findByTokenHash(tokenHash)).toEqual(bare);
    });

    it("finds a share by its token's hash, exactly, as it was saved last", async ({ shares }) => {
      const share = aShare({ tokenHash: "Hash-A" });
      const other = aShare({ tokenHash: "hash-a" });
      await shares.save({ after: share, events: [] });
      expect(await shares.findByTokenHash(other.tokenHash)).toBe(undefined);
      await shares.save({ after: other, events: [] });
      const revoked = changed(share, { revokedAt: share.createdAt });
      await shares.save({ before: share, after: revoked, events: [] });
      expect(await shares.findByTokenHash(share.tokenHash)).toEqual(revoked);
      expect(await shares.findByTokenHash(other.tokenHash)).toEqual(other);
    });

    it("refuses a second share with the same token's hash, with its events and its receipt", async (store) => {
      const first = aShare();
      await store.shares.save({ after: first, events: [] });
      const second = aShare({ tokenHash: first.tokenHash });
      const receipt = aReceipt();
      const change = { after: second, events: [eventOf(second)], receipt };
      expect(await codeOf(store.shares.save(change))).toBe("save_conflict");
      expect(await store.shares.get(second.id)).toBe(undefined);
      expect(await store.shares.findByTokenHash(first.tokenHash)).toEqual(first);
      expect(await store.shares.receipt(receipt.keyHash)).toBe(undefined);
      expect(await dueEvents(store)).toEqual([]);
    });

    it("lets exactly one of many shares with the same token's hash at once win", async ({ shares }) => {
      const rivals = Array.from({ length: 10 }, () => aShare({ tokenHash: "the same" }));
      const codes = await Promise.all(rivals.map((after) => codeOf(shares.save({ after, events: [] }))));
      expect(codes.filter((code) => code === "save_conflict").length).toBe(9);
      expect(await shares.findByTokenHash("the same")).toEqual(rivals[codes.indexOf("resolved")]);
    });

    it("removes a share with its token, as often as it is told to", async (store) => {
      const [removed, kept] = [aShare(), aShare()];
      for (const after of [removed, kept]) await store.shares.save({ after, events: [eventOf(after)] });
      await store.shares.remove(removed.id);
      await store.shares.remove(removed.id);
      await store.shares.remove(ShareId.parse(nextUlid()));
      expect(await store.shares.get(removed.id)).toBe(undefined);
      expect(await store.shares.findByTokenHash(removed.tokenHash)).toBe(undefined);
      expect(await store.shares.countView(removed.id, removed.createdAt)).toBe(undefined);
      expect(await store.shares.findByTokenHash(kept.tokenHash)).toEqual(kept);
      expect((await dueEvents(store)).length).toBe(2);
    });

    it("gives the token's hash of a removed share to the next who saves one", async ({ shares }) => {
      const removed = aShare();
      await shares.save({ after: removed, events: [] });
      await shares.remove(removed.id);
      const next = aShare({ tokenHash: removed.tokenHash });
      await shares.save({ after: next, events: [] });
      expect(await shares.findByTokenHash(removed.tokenHash)).toEqual(next);
    });

    it("removes a share with its receipt", async ({ shares }) => {
      const [receipt, other] = [aReceipt({ keyHash: "its own" }), aReceipt({ keyHash: "another" })];
      const share = aShare({ receipt: receipt.keyHash });
      await shares.save({ after: share, events: [], receipt });
      await shares.save({ after: aShare({ receipt: other.keyHash }), events: [], receipt: other });
      await shares.remove(share.id);
      expect(await shares.receipt(receipt.keyHash)).toBe(undefined);
      expect(await shares.receipt(other.keyHash)).toEqual(other);
    });

    it("rejects a look-up and a removal that were aborted", async ({ shares }) => {
      const share = aShare();
      await shares.save({ after: share, events: [] });
      const options = { signal: AbortSignal.abort() };
      expect(await isRejected(shares.findByTokenHash(share.tokenHash, options))).toBe(true);
      expect(await isRejected(shares.remove(share.id, options))).toBe(true);
      expect(await shares.get(share.id)).toEqual(share);
    });

    describeShareList(runner, open);
    describeShareViews(runner, open);
  });
}

/** Shares raise no events of their own; whatever a save carries is delivered. */
const eventOf = ({ photo, owner, saved }: Share) => photoEvent(aPhoto({ id: photo, owner, saved }));

/** With a value in every field that a share can have. */
function fullShare(): Share {
  const { createdAt } = aShare();
  return aShare({
    passwordHash: "$scrypt$ln=15,r=8,p=3$c2FsdA$aGFzaA",
    epoch: 4,
    download: "original",
    note: "für Großmutter 👵🏽\n'; DROP TABLE shares; --",
    maxViews: 10,
    views: 3,
    lastViewedAt: createdAt,
    revokedAt: createdAt,
    receipt: "key-1",
    saved: 9,
    revision: 5,
  });
}
