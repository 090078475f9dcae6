import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import type { Cursor } from "../shared/page.ts";
import { createWorld } from "../world.fixture.ts";
import type { ShareQuery } from "./list-shares.ts";
import { ShareView } from "./share-view.ts";

describe("the list of links", () => {
  it("holds every link that there is, newest first, revoked and ended ones among them", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const [one, other] = [(await develop()).id, (await develop()).id];
    const made = [];
    for (const photo of [one, other, one])
      made.push((await tintype.shares.createShare(ana, photo, { expiresIn: 9 })).share);
    await tintype.shares.revokeShare(ana, made[0]?.id as never);
    ports.clock.advance(60_000);
    const { items } = await tintype.shares.listShares(ana);
    expect(items.map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed());
    expect((await tintype.shares.listShares(ana, { photo: other })).items).toEqual([made[1]]);
    for (const item of items) expect(ShareView.strict().parse(item)).toEqual(item);
  });

  it("holds nobody else's, not even those of a photo that one asks for", async () => {
    const { tintype, ana, ben, develop } = await createWorld();
    const { id } = await develop();
    await tintype.shares.createShare(ana, id);
    expect((await tintype.shares.listShares(ben)).items).toEqual([]);
    expect((await tintype.shares.listShares(ben, { photo: id })).items).toEqual([]);
  });

  it("comes in pages whose cursors are worth something for that person and that photo alone", async () => {
    const { tintype, ana, ben, develop } = await createWorld();
    const [one, other] = [(await develop()).id, (await develop()).id];
    for (let made = 0; made < 5; made += 1) await tintype.shares.createShare(ana, one);
    const first = await tintype.shares.listShares(ana, { photo: one, limit: 3 });
    const second = await tintype.shares.listShares(ana, { photo: one, limit: 3, cursor: first.next });
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 2, undefined]);
    const list = (actor: typeof ana, query: ShareQuery) => codeOf(tintype.shares.listShares(actor, query));
    const cursor = first.next as Cursor;
    expect(await list(ben, { photo: one, cursor })).toBe("invalid_cursor");
    expect(await list(ana, { photo: other, cursor })).toBe("invalid_cursor");
    expect(await list(ana, { cursor })).toBe("invalid_cursor");
    expect(await codeOf(tintype.photos.listPhotos(ana, { cursor }))).toBe("invalid_cursor");
  });

  it("seals the cursors of a repository that would take anybody's", async () => {
    const { ports, ana, ben, develop } = await createWorld();
    const { id: photo } = await develop();
    const list = async () => ({ items: [], next: "42" as Cursor });
    const { shares } = createTintype({ ...ports, shares: { ...ports.shares, list } });
    const { next: cursor } = await shares.listShares(ana);
    expect(await codeOf(shares.listShares(ana, { cursor }))).toBe("resolved");
    expect(await codeOf(shares.listShares(ben, { cursor }))).toBe("invalid_cursor");
    expect(await codeOf(shares.listShares(ana, { cursor, photo }))).toBe("invalid_cursor");
  });

  it("is for people with an account", async () => {
    const { tintype } = await createWorld();
    expect(await codeOf(tintype.shares.listShares(anonymous))).toBe("sign_in_required");
    expect(await codeOf(tintype.shares.listShares(system))).toBe("not_allowed");
  });
});

describe("the links of a photo that is gone", () => {
  it("go with it, all of them, and no others", async () => {
    const { tintype, ana, develop, drain } = await createWorld({ settings: { page: { most: 2 } } });
    const [gone, kept] = [(await develop()).id, (await develop()).id];
    for (let made = 0; made < 7; made += 1) await tintype.shares.createShare(ana, gone);
    const { share } = await tintype.shares.createShare(ana, kept);
    await tintype.photos.purgePhoto(ana, gone);
    await drain();
    expect((await tintype.shares.listShares(ana)).items).toEqual([share]);
    const forged = tintype.shares.removeSharesOfPhoto(ana, { owner: ana.userId, photo: kept });
    expect(await codeOf(forged)).toBe("not_allowed");
  });
});
