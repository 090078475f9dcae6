import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous } from "../shared/actor.ts";
import type { ShareId } from "../shared/ids.ts";
import { days, plus } from "../shared/instant.ts";
import { createWorld, tokenIn, type World } from "../world.fixture.ts";
import type { ShareChanges } from "./change-share.ts";

async function shared(world: World) {
  const { id } = await world.develop();
  const wanted = { password: "sesame", maxViews: 5, note: "Mum" };
  const { share, url } = await world.tintype.shares.createShare(world.ana, id, wanted);
  const change = (changes: ShareChanges, ifRevision?: number) =>
    world.tintype.shares.changeShare(world.ana, share.id, changes, { ifRevision });
  const open = (password?: string) =>
    codeOf(world.tintype.shares.openShare(anonymous, tokenIn(url), password ? { password } : {}));
  return { share, change, open };
}

describe("changing a link", () => {
  it("changes what is said, and takes away what is null", async () => {
    const world = await createWorld();
    const { share, change } = await shared(world);
    const expiresAt = plus(world.ports.clock.now(), days(30));
    const changed = await change({ expiresAt, download: "original", maxViews: 9, note: "Dad" });
    expect(changed).toEqual({ ...share, expiresAt, download: "original", maxViews: 9, note: "Dad", revision: 2 });
    const bare = await change({ password: null, maxViews: null, note: null });
    expect(bare.hasPassword).toBe(false);
    expect(Object.keys(bare)).not.toEqual(expect.arrayContaining(["maxViews"]));
    expect(bare).not.toHaveProperty("note");
  });

  it("asks for the new password from now on, and for none where it was taken away", async () => {
    const { change, open } = await shared(await createWorld());
    await change({ password: "other" });
    expect([await open("sesame"), await open("other"), await open()]).toEqual([
      "wrong_share_password",
      "resolved",
      "wrong_share_password",
    ]);
    await change({ password: null });
    expect(await open()).toBe("resolved");
  });

  it("opens a link again that had ended, and never one that was revoked", async () => {
    const world = await createWorld();
    const { share, change, open } = await shared(world);
    world.ports.clock.advance(days(8));
    expect(await open("sesame")).toBe("share_not_found");
    await change({ expiresAt: plus(world.ports.clock.now(), days(1)) });
    expect(await open("sesame")).toBe("resolved");
    await world.tintype.shares.revokeShare(world.ana, share.id);
    await change({ expiresAt: plus(world.ports.clock.now(), days(2)), maxViews: null, password: null });
    expect(await open()).toBe("share_not_found");
  });

  it("takes no views back: fewer than there have been are none", async () => {
    const { change, open } = await shared(await createWorld());
    await open("sesame");
    await open("sesame");
    await change({ maxViews: 2 });
    expect(await open("sesame")).toBe("share_not_found");
    await change({ maxViews: 3 });
    expect([await open("sesame"), await open("sesame")]).toEqual(["resolved", "share_not_found"]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["an end that is past", { expiresAt: "2020-01-01T00:00:00.000Z" }],
    ["an end in two years", { expiresAt: "2028-11-20T09:30:00.000Z" }],
    ["no end", { expiresAt: null }],
    ["views that have been", { views: 0 }],
    ["another photo", { photo: "01KAFAKE000000000000000002" }],
    ["an empty password", { password: "" }],
  ])("refuses %s", async (_, changes) => {
    const world = await createWorld();
    const { share, change } = await shared(world);
    expect(await codeOf(change(changes as ShareChanges))).toBe("invalid_input");
    expect((await world.tintype.shares.listShares(world.ana)).items).toEqual([share]);
  });

  it("is refused to others, and to somebody who saw another revision", async () => {
    const { tintype, ben, ...world } = await createWorld();
    const { share, change } = await shared({ tintype, ben, ...world });
    expect(await codeOf(tintype.shares.changeShare(ben, share.id, { note: "x" }))).toBe("share_not_found");
    expect(await codeOf(tintype.shares.changeShare(anonymous, share.id, { note: "x" }))).toBe("sign_in_required");
    expect(await codeOf(tintype.shares.changeShare(ben, "01KAFAKE000000000000009999" as ShareId, {}))).toBe(
      "share_not_found",
    );
    await change({ note: "x" }, 1);
    await expect(change({ note: "y" }, 1)).rejects.toMatchObject({ code: "revision_conflict", current: 2 });
  });

  it("does not collide with the views that are counted meanwhile", async () => {
    const world = await createWorld();
    const { change, open } = await shared(world);
    await Promise.all([
      open("sesame"),
      change({ maxViews: 50 }),
      open("sesame"),
      change({ note: "x" }),
      open("sesame"),
    ]);
    const [share] = (await world.tintype.shares.listShares(world.ana)).items;
    expect(share).toMatchObject({ views: 3, maxViews: 50, note: "x", revision: 3 });
  });
});

describe("revoking a link", () => {
  it("is for good, and changes nothing when it is done again", async () => {
    const world = await createWorld();
    const { share, open } = await shared(world);
    const now = world.ports.clock.now();
    await world.tintype.shares.revokeShare(world.ana, share.id);
    world.ports.clock.advance(1);
    await world.tintype.shares.revokeShare(world.ana, share.id);
    expect((await world.tintype.shares.listShares(world.ana)).items).toMatchObject([{ revokedAt: now, revision: 2 }]);
    expect(await open("sesame")).toBe("share_not_found");
  });

  it("is the owner's right alone", async () => {
    const world = await createWorld();
    const { share, open } = await shared(world);
    expect(await codeOf(world.tintype.shares.revokeShare(world.ben, share.id))).toBe("share_not_found");
    expect(await codeOf(world.tintype.shares.revokeShare(anonymous, share.id))).toBe("sign_in_required");
    expect(await open("sesame")).toBe("resolved");
  });
});
