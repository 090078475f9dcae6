import type { Counted } from "../shared/aggregate.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { dueEvents } from "./due-events.fixture.ts";
import { aReceipt } from "./entities.fixture.ts";
import { type OpenStore, onFreshStore, type RepositoryFixture } from "./metadata.fixture.ts";
import { describeReceipts } from "./receipts.contract.ts";
import type { RepositorySubject } from "./repository-subject.fixture.ts";

/** What every `Repository` does. Called within the suite of one of them. */
export function describeRepository<
  Id extends string,
  Aggregate extends Counted & { readonly id: Id },
  Store extends RepositoryFixture,
>(runner: ContractRunner, open: OpenStore<Store>, subject: RepositorySubject<Id, Aggregate, Store>): void {
  const { repository, create, edit, event } = subject;
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("has nothing under an id that was never saved", async (store) => {
    await repository(store).save({ after: create(), events: [] });
    expect(await repository(store).get(create().id)).toBe(undefined);
  });

  it("gives what was saved last", async (store) => {
    const first = create();
    await repository(store).save({ after: first, events: [] });
    expect(await repository(store).get(first.id)).toEqual(first);
    const second = edit(first, "second");
    await repository(store).save({ before: first, after: second, events: [] });
    const third = edit(second, "third");
    await repository(store).save({ before: second, after: third, events: [event(third)] });
    expect(await repository(store).get(first.id)).toEqual(third);
  });

  it("keeps what it was given, whatever callers do with their objects afterwards", async (store) => {
    const given = structuredClone(create());
    const original = structuredClone(given);
    await repository(store).save({ after: given, events: [] });
    Reflect.set(given, "saved", 99);
    const found = await repository(store).get(given.id);
    expect(found).toEqual(original);
    Reflect.set(found ?? {}, "saved", 99);
    expect(await repository(store).get(given.id)).toEqual(original);
  });

  it("refuses a new one under an id that is taken, and changes nothing", async (store) => {
    const stored = create();
    await repository(store).save({ after: stored, events: [] });
    const second = { ...edit(stored, "second"), saved: 1 };
    expect(await codeOf(repository(store).save({ after: second, events: [] }))).toBe("save_conflict");
    expect(await repository(store).get(stored.id)).toEqual(stored);
  });

  it("refuses a change of something that is not stored", async (store) => {
    const before = create();
    const change = { before, after: edit(before, "changed"), events: [] };
    expect(await codeOf(repository(store).save(change))).toBe("save_conflict");
    expect(await repository(store).get(before.id)).toBe(undefined);
  });

  it("refuses a change of something that was saved meanwhile, with its events and its receipt", async (store) => {
    const before = create();
    await repository(store).save({ after: before, events: [] });
    const theirs = edit(before, "theirs");
    await repository(store).save({ before, after: theirs, events: [] });
    const ours = edit(before, "ours");
    const change = { before, after: ours, events: [event(ours)], receipt: aReceipt() };
    expect(await codeOf(repository(store).save(change))).toBe("save_conflict");
    expect(await repository(store).get(before.id)).toEqual(theirs);
    expect(await repository(store).receipt(change.receipt.keyHash)).toBe(undefined);
    expect(await dueEvents(store)).toEqual([]);
  });

  it("takes the very same change once", async (store) => {
    const before = create();
    const first = { after: before, events: [] };
    await repository(store).save(first);
    expect(await codeOf(repository(store).save(first))).toBe("save_conflict");
    const second = { before, after: edit(before, "second"), events: [] };
    await repository(store).save(second);
    expect(await codeOf(repository(store).save(second))).toBe("save_conflict");
    expect(await repository(store).get(before.id)).toEqual(second.after);
  });

  it("lets exactly one of many new ones under one id win", async (store) => {
    const first = create();
    const rivals = Array.from({ length: 10 }, (_, number) => ({ ...edit(first, `rival ${number}`), saved: 1 }));
    const codes = await Promise.all(rivals.map((after) => codeOf(repository(store).save({ after, events: [] }))));
    expect(codes.filter((code) => code === "save_conflict").length).toBe(9);
    expect(await repository(store).get(first.id)).toEqual(rivals[codes.indexOf("resolved")]);
  });

  it("lets exactly one of many changes at once win", async (store) => {
    const before = create();
    await repository(store).save({ after: before, events: [] });
    const rivals = Array.from({ length: 10 }, (_, number) => edit(before, `rival ${number}`));
    const codes = await Promise.all(
      rivals.map((after) => codeOf(repository(store).save({ before, after, events: [event(after)] }))),
    );
    expect(codes.filter((code) => code === "save_conflict").length).toBe(9);
    expect(await repository(store).get(before.id)).toEqual(rivals[codes.indexOf("resolved")]);
    expect((await dueEvents(store)).length).toBe(1);
  });

  it("rejects calls that were aborted, and does nothing for them", async (store) => {
    const signal = AbortSignal.abort();
    const after = create();
    expect(await isRejected(repository(store).save({ after, events: [event(after)] }, { signal }))).toBe(true);
    expect(await isRejected(repository(store).get(after.id, { signal }))).toBe(true);
    expect(await repository(store).get(after.id)).toBe(undefined);
    expect(await dueEvents(store)).toEqual([]);
  });

  describeReceipts(runner, open, subject);
}
