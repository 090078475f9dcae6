import { PhotoId, type UserId } from "../shared/ids.ts";
import { Cursor } from "../shared/page.ts";
import type { Share } from "../shares/share.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { ana, aPhoto, aShare, ben, changed, nextUlid } from "./entities.fixture.ts";
import { type MetadataFixture, type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";
import { walkPages } from "./walk-pages.fixture.ts";

/** How every `ShareRepository` lists. Called within its suite. */
export function describeShareList(runner: ContractRunner, open: OpenMetadata): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("lists an owner's shares newest first, in pages of any size, whatever state they are in", async (store) => {
    const [first, second, third, fourth] = [aShare(), aShare(), aShare(), aShare()];
    const revoked = changed(second, { revokedAt: second.createdAt });
    await save(store, third, first, fourth, second);
    await store.shares.save({ before: second, after: revoked, events: [] });
    for (const limit of [1, 2, 4, 100]) {
      expect(await listed(store, undefined, limit)).toEqual([fourth, third, revoked, first]);
    }
  });

  it("lists the shares of one photo alone where it is given", async (store) => {
    const photo = PhotoId.parse(nextUlid());
    const [first, other, second, third] = [aShare({ photo }), aShare(), aShare({ photo }), aShare({ photo })];
    await save(store, first, other, second, third);
    for (const limit of [1, 2, 100]) expect(await listed(store, photo, limit)).toEqual([third, second, first]);
    expect(await listed(store, PhotoId.parse(nextUlid()))).toEqual([]);
  });

  it("shows a share as it was saved or viewed last, and none that was removed", async (store, clock) => {
    const photo = PhotoId.parse(nextUlid());
    const [viewed, removed] = [aShare({ photo }), aShare({ photo })];
    await save(store, viewed, removed);
    await store.shares.remove(removed.id);
    const latest = await store.shares.countView(viewed.id, clock.now());
    expect(await listed(store, photo)).toEqual([latest]);
    expect(await listed(store, undefined)).toEqual([latest]);
  });

  it("keeps the shares of owners apart, also of the same photo", async (store) => {
    const photo = PhotoId.parse(nextUlid());
    const [hers, his] = [aShare({ photo }), aShare({ photo, owner: ben })];
    await save(store, hers, his);
    expect(await listed(store, undefined)).toEqual([hers]);
    expect(await listed(store, photo)).toEqual([hers]);
  });

  it("goes on where a page of shares ended, whatever came and went meanwhile", async (store) => {
    const photo = PhotoId.parse(nextUlid());
    const [first, second, third, fourth] = [aShare({ photo }), aShare({ photo }), aShare({ photo }), aShare({ photo })];
    await save(store, first, second, third, fourth);
    const [all, ofPhoto] = [await cursorAfterOne(store, undefined), await cursorAfterOne(store, photo)];
    await store.shares.remove(fourth.id);
    await store.shares.remove(second.id);
    await save(store, aShare({ photo }), aShare({ photo }), aShare({ photo }));
    expect(await listed(store, undefined, 1, all)).toEqual([third, first]);
    expect(await listed(store, photo, 1, ofPhoto)).toEqual([third, first]);
  });

  it("refuses a cursor that is not from this list of shares", async (store) => {
    const [photo, another] = [PhotoId.parse(nextUlid()), PhotoId.parse(nextUlid())];
    for (const owner of [ana, ben]) {
      await save(store, aShare({ photo, owner }), aShare({ photo, owner }), aShare({ photo: another, owner }));
      for (let made = 0; made < 2; made += 1) await store.photos.save({ after: aPhoto(), events: [] });
    }
    const [all, ofPhoto] = [await cursorAfterOne(store, undefined), await cursorAfterOne(store, photo)];
    const { next: ofPhotos } = await store.photos.list(ana, {}, { limit: 1 });
    const list = (owner: UserId, of: PhotoId | undefined, cursor: string | undefined) =>
      codeOf(store.shares.list(owner, of, { limit: 1, cursor: Cursor.parse(cursor) }));
    expect(await list(ana, undefined, all)).toBe("resolved");
    expect(await list(ana, photo, ofPhoto)).toBe("resolved");
    expect(await list(ben, undefined, all)).toBe("invalid_cursor");
    expect(await list(ben, photo, ofPhoto)).toBe("invalid_cursor");
    expect(await list(ana, another, ofPhoto)).toBe("invalid_cursor");
    expect(await list(ana, undefined, ofPhoto)).toBe("invalid_cursor");
    expect(await list(ana, photo, all)).toBe("invalid_cursor");
    expect(await list(ana, undefined, ofPhotos)).toBe("invalid_cursor");
    const cut = all.slice(0, all.length / 2);
    for (const garbage of ["x", "0", "null", "{}", "e30", "AAAA====", "%00", "ü", cut, "9".repeat(2_000)]) {
      expect(await list(ana, undefined, garbage), garbage).toBe("invalid_cursor");
    }
  });

  it("rejects a list of shares that was aborted", async ({ shares }) => {
    const options = { signal: AbortSignal.abort() };
    expect(await isRejected(shares.list(ana, undefined, { limit: 1 }, options))).toBe(true);
  });
}

async function save({ shares }: MetadataFixture, ...all: readonly Share[]): Promise<void> {
  for (const after of all) await shares.save({ after, events: [] });
}

/** What there is of Ana's from `cursor` on. */
async function listed(
  { shares, settled }: MetadataFixture,
  photo: PhotoId | undefined,
  limit = 10,
  cursor?: Cursor,
): Promise<readonly Share[]> {
  await settled();
  return walkPages((page) => shares.list(ana, photo, page), limit, cursor);
}

/** The cursor of Ana's list after its first share. */
async function cursorAfterOne({ shares, settled }: MetadataFixture, photo: PhotoId | undefined): Promise<Cursor> {
  await settled();
  let cursor: Cursor | undefined;
  for (;;) {
    const page = await shares.list(ana, photo, { limit: 1, cursor });
    cursor = Cursor.parse(page.next);
    if (page.items.length === 1) return cursor;
  }
}
