import type { Counted } from "../shared/aggregate.ts";
import { plus } from "../shared/instant.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { dueEvents } from "./due-events.fixture.ts";
import { anAccount, aPhoto, aReceipt, aShare } from "./entities.fixture.ts";
import { type OpenStore, onFreshStore, type RepositoryFixture } from "./metadata.fixture.ts";
import type { RepositorySubject } from "./repository-subject.fixture.ts";

/** What every `Repository` does with receipts. Called within the suite of one of them. */
export function describeReceipts<
  Id extends string,
  Aggregate extends Counted & { readonly id: Id },
  Store extends RepositoryFixture,
>(
  runner: ContractRunner,
  open: OpenStore<Store>,
  { repository, create, edit, event }: RepositorySubject<Id, Aggregate, Store>,
): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("finds a receipt by its key, until the millisecond in which it expires", async (store, clock) => {
    const receipt = aReceipt({ expiresAt: plus(clock.now(), 1_000) });
    await repository(store).save({ after: create(), events: [], receipt });
    expect(await repository(store).receipt(receipt.keyHash)).toEqual(receipt);
    expect(await repository(store).receipt("another key")).toBe(undefined);
    clock.advance(999);
    expect(await repository(store).receipt(receipt.keyHash)).toEqual(receipt);
    clock.advance(1);
    expect(await repository(store).receipt(receipt.keyHash)).toBe(undefined);
  });

  it("saves a receipt with a change as well as with a new one", async (store) => {
    const before = create();
    await repository(store).save({ after: before, events: [] });
    const receipt = aReceipt({ resultId: before.id });
    await repository(store).save({ before, after: edit(before, "second"), events: [], receipt });
    expect(await repository(store).receipt(receipt.keyHash)).toEqual(receipt);
  });

  it("refuses a save whose receipt is taken, and keeps neither the aggregate nor its events", async (store) => {
    const first = aReceipt();
    await repository(store).save({ after: create(), events: [], receipt: first });
    const after = create();
    const second = aReceipt({ keyHash: first.keyHash, bodyHash: "another body" });
    const change = { after, events: [event(after)], receipt: second };
    expect(await codeOf(repository(store).save(change))).toBe("request_in_progress");
    expect(await repository(store).get(after.id)).toBe(undefined);
    expect(await repository(store).receipt(first.keyHash)).toEqual(first);
    expect(await dueEvents(store)).toEqual([]);
  });

  it("refuses a change whose receipt is taken, and leaves what was stored", async (store) => {
    const receipt = aReceipt();
    const before = create();
    await repository(store).save({ after: before, events: [], receipt });
    const change = { before, after: edit(before, "second"), events: [], receipt };
    expect(await codeOf(repository(store).save(change))).toBe("request_in_progress");
    expect(await repository(store).get(before.id)).toEqual(before);
  });

  it("gives the key of an expired receipt to the next who saves one", async (store, clock) => {
    const expired = aReceipt({ expiresAt: plus(clock.now(), 1_000) });
    await repository(store).save({ after: create(), events: [], receipt: expired });
    clock.advance(1_000);
    const next = aReceipt({ keyHash: expired.keyHash, bodyHash: "another body" });
    await repository(store).save({ after: create(), events: [], receipt: next });
    expect(await repository(store).receipt(next.keyHash)).toEqual(next);
  });

  it("has one set of receipts with the other repositories of its store", async (store) => {
    const ofPhoto = aReceipt({ keyHash: "of a photo" });
    const ofShare = aReceipt({ keyHash: "of a share" });
    const ofAccount = aReceipt({ keyHash: "of an account" });
    await store.photos?.save({ after: aPhoto(), events: [], receipt: ofPhoto });
    await store.shares?.save({ after: aShare(), events: [], receipt: ofShare });
    await store.accounts?.save({ after: anAccount(), events: [], receipt: ofAccount });
    const saved = [store.photos && ofPhoto, store.shares && ofShare, store.accounts && ofAccount];
    for (const receipt of saved.filter((receipt) => receipt !== undefined)) {
      expect(await repository(store).receipt(receipt.keyHash)).toEqual(receipt);
      const change = { after: create(), events: [], receipt };
      expect(await codeOf(repository(store).save(change))).toBe("request_in_progress");
    }
  });

  it("lets exactly one of many requests with the same key at once win", async (store) => {
    const rivals = Array.from({ length: 10 }, () => create());
    const codes = await Promise.all(
      rivals.map((after) =>
        codeOf(repository(store).save({ after, events: [], receipt: aReceipt({ resultId: after.id }) })),
      ),
    );
    expect(codes.filter((code) => code === "request_in_progress").length).toBe(9);
    const winner = rivals[codes.indexOf("resolved")];
    expect((await repository(store).receipt(aReceipt().keyHash))?.resultId).toBe(winner?.id);
    const stored = await Promise.all(rivals.map(({ id }) => repository(store).get(id)));
    expect(stored.filter((found) => found !== undefined)).toEqual([winner]);
  });

  it("rejects a look-up of a receipt that was aborted", async (store) => {
    expect(await isRejected(repository(store).receipt("key", { signal: AbortSignal.abort() }))).toBe(true);
  });
}
