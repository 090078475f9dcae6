import { Account } from "../accounts/account.ts";
import { ExportId } from "../shared/ids.ts";
import { Cursor } from "../shared/page.ts";
import type { AccountRepository } from "./account-repository.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { dueEvents } from "./due-events.fixture.ts";
import { accountEvent, anAccount, aReceipt, changed, nextUlid } from "./entities.fixture.ts";
import { type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";
import { describeRepository } from "./repository.contract.ts";

/** What every `AccountRepository` does, with the queue and the receipts of its store. */
export function describeAccountRepository(runner: ContractRunner, name: string, open: OpenMetadata): void {
  const { describe, expect } = runner;
  const it = onFreshStore(runner, open);

  describe(`AccountRepository: ${name}`, () => {
    describeRepository(runner, open, {
      repository: ({ accounts }) => accounts,
      create: () => anAccount(),
      edit: (before, text) => changed(before, { displayName: text, revision: before.revision + 1 }),
      event: accountEvent,
    });

    it("keeps every field of an account as it is", async ({ accounts }) => {
      const account = fullAccount();
      expect(Object.keys(Account.unwrap().shape).filter((field) => !(field in account))).toEqual([]);
      await accounts.save({ after: account, events: [] });
      expect(await accounts.get(account.id)).toEqual(account);
      expect(await accounts.findByIdentity(account.identity)).toEqual(account);
    });

    it("forgets a field that a later save leaves out", async ({ accounts }) => {
      const before = fullAccount();
      await accounts.save({ after: before, events: [] });
      const { id, identity } = before;
      const bare = anAccount({ id, identity, saved: before.saved + 1 });
      await accounts.save({ before, after: bare, events: [] });
      expect(await accounts.get(id)).toEqual(bare);
    });

    it("finds an account by its identity as it was saved last", async ({ accounts }) => {
      const before = anAccount();
      expect(await accounts.findByIdentity(before.identity)).toBe(undefined);
      await accounts.save({ after: before, events: [] });
      expect(await accounts.findByIdentity({ ...before.identity })).toEqual(before);
      const after = changed(before, { state: "disabled" });
      await accounts.save({ before, after, events: [] });
      expect(await accounts.findByIdentity(before.identity)).toEqual(after);
    });

    it("tells identities apart that look alike", async ({ accounts }) => {
      const issuer = "https://pool.example";
      const identities = [
        { issuer, subject: "a" },
        { issuer, subject: "A" },
        { issuer: `${issuer}/`, subject: "a" },
        { issuer: "https://other.example", subject: "a" },
        ...["#", "|", " ", ":", "/", "\n"].flatMap((mark) => [
          { issuer: `${issuer}${mark}b`, subject: "c" },
          { issuer, subject: `b${mark}c` },
        ]),
      ];
      const all = identities.map((identity) => anAccount({ identity }));
      for (const after of all) await accounts.save({ after, events: [] });
      for (const account of all) expect(await accounts.findByIdentity(account.identity)).toEqual(account);
    });

    it("refuses a second account of the same identity, with its events and its receipt", async (store) => {
      const first = anAccount();
      await store.accounts.save({ after: first, events: [] });
      const second = anAccount({ identity: first.identity });
      const receipt = aReceipt();
      const change = { after: second, events: [accountEvent(second)], receipt };
      expect(await codeOf(store.accounts.save(change))).toBe("save_conflict");
      expect(await store.accounts.get(second.id)).toBe(undefined);
      expect(await store.accounts.findByIdentity(first.identity)).toEqual(first);
      expect(await store.accounts.receipt(receipt.keyHash)).toBe(undefined);
      expect(await dueEvents(store)).toEqual([]);
    });

    it("lets exactly one of many registrations of one identity at once win", async (store) => {
      const { identity } = anAccount();
      const rivals = Array.from({ length: 10 }, () => anAccount({ identity }));
      const codes = await Promise.all(
        rivals.map((after) => codeOf(store.accounts.save({ after, events: [accountEvent(after)] }))),
      );
      expect(codes.filter((code) => code === "save_conflict").length).toBe(9);
      const winner = rivals[codes.indexOf("resolved")];
      expect(await store.accounts.findByIdentity(identity)).toEqual(winner);
      const stored = await Promise.all(rivals.map(({ id }) => store.accounts.get(id)));
      expect(stored.filter((found) => found !== undefined)).toEqual([winner]);
      expect((await dueEvents(store)).map(({ id }) => id)).toEqual([`${winner?.id}#1#0`]);
    });

    it("keeps an identity for its account through every change", async ({ accounts }) => {
      const before = anAccount();
      await accounts.save({ after: before, events: [] });
      await accounts.save({ before, after: changed(before, { plan: "premium" }), events: [] });
      const second = anAccount({ identity: before.identity });
      expect(await codeOf(accounts.save({ after: second, events: [] }))).toBe("save_conflict");
    });

    it("lets accounts share an address", async ({ accounts }) => {
      const both = [anAccount({ email: "same@example.com" }), anAccount({ email: "same@example.com" })];
      for (const after of both) await accounts.save({ after, events: [] });
      for (const account of both) expect(await accounts.get(account.id)).toEqual(account);
    });

    it("finds every account that something is under way for, and no other", async ({ accounts, settled }) => {
      const states = ["active", "disabled", "deleting", "deleted"] as const;
      const all = states.map((state) => anAccount({ state }));
      const { dataExport } = fullAccount();
      const preparing = anAccount({ dataExport: dataExport && { ...dataExport, state: "preparing" } });
      const ready = anAccount({ dataExport: dataExport && { ...dataExport, state: "ready" } });
      for (const after of [...all, preparing, ready]) await accounts.save({ after, events: [] });
      const before = anAccount();
      const after = changed(before, { state: "deleting" });
      await accounts.save({ after: before, events: [] });
      await accounts.save({ before, after, events: [] });
      const later = changed(preparing, { dataExport: ready.dataExport });
      await settled();
      expect(await unfinishedOf(accounts)).toEqual(byId([...all.slice(2), preparing, after]));
      await accounts.save({ before: preparing, after: later, events: [] });
      await settled();
      expect(await unfinishedOf(accounts)).toEqual(byId([...all.slice(2), after]));
    });

    it("forgets an account with its identity, as often as it is told to", async ({ accounts, settled }) => {
      const account = anAccount({ state: "deleted" });
      await accounts.forget(account);
      await accounts.save({ after: account, events: [] });
      await accounts.forget(account);
      await accounts.forget(account);
      await settled();
      expect(await accounts.get(account.id)).toBe(undefined);
      expect(await accounts.findByIdentity(account.identity)).toBe(undefined);
      expect(await unfinishedOf(accounts)).toEqual([]);
      const successor = anAccount({ identity: account.identity });
      await accounts.save({ after: successor, events: [] });
      expect(await accounts.findByIdentity(account.identity)).toEqual(successor);
    });

    it("does not forget an account that was saved meanwhile", async ({ accounts }) => {
      const loaded = anAccount({ state: "deleting" });
      const later = changed(loaded, { state: "deleted" });
      await accounts.save({ after: loaded, events: [] });
      await accounts.save({ before: loaded, after: later, events: [] });
      await accounts.forget(loaded);
      expect(await accounts.get(later.id)).toEqual(later);
      expect(await accounts.findByIdentity(later.identity)).toEqual(later);
    });

    it("rejects a look-up of an identity that was aborted", async ({ accounts }) => {
      const options = { signal: AbortSignal.abort() };
      expect(await isRejected(accounts.findByIdentity(anAccount().identity, options))).toBe(true);
      expect(await isRejected(accounts.forget(anAccount(), options))).toBe(true);
    });
  });
}

const byId = (accounts: readonly Account[]) => accounts.toSorted((one, other) => (one.id < other.id ? -1 : 1));

async function unfinishedOf(accounts: AccountRepository): Promise<readonly Account[]> {
  const found: Account[] = [];
  for await (const account of accounts.unfinished()) found.push(account);
  return byId(found);
}

/** With a value in every field that an account can have. */
function fullAccount(): Account {
  const { createdAt } = anAccount();
  return anAccount({
    email: "Ana.O'Neill+photos@example.com",
    displayName: "Ána 👩🏽‍🚀 O'Neill",
    plan: "premium",
    state: "disabled",
    signedOutAt: createdAt,
    dataExport: {
      id: ExportId.parse(nextUlid()),
      state: "ready",
      requestedAt: createdAt,
      advancedAt: createdAt,
      next: { shelf: "trash", cursor: Cursor.parse("eyJhIjoxfQ") },
      volumes: [{ key: "x/a/b/c.zip", bytes: 5_000_000_000, photos: 3 }],
      expiresAt: createdAt,
    },
    saved: 12,
    revision: 4,
  });
}
