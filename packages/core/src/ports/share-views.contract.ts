import { SaveConflict } from "../shared/errors.ts";
import { ShareId } from "../shared/ids.ts";
import { minutes, plus } from "../shared/instant.ts";
import type { Share } from "../shares/share.ts";
import { codeOf, isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { aShare, changed, nextUlid } from "./entities.fixture.ts";
import { type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";
import type { ShareRepository } from "./share-repository.ts";

/** How every `ShareRepository` counts views. Called within its suite. */
export function describeShareViews(runner: ContractRunner, open: OpenMetadata): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("counts a view, moves `saved`, and leaves the rest alone", async ({ shares }, clock) => {
    const share = await saved(shares, aShare({ maxViews: 5, views: 1 }));
    const now = plus(clock.now(), 1);
    const viewed = { ...share, views: 2, lastViewedAt: now, saved: share.saved + 1 };
    expect(await shares.countView(share.id, now)).toEqual(viewed);
    expect(await shares.get(share.id)).toEqual(viewed);
    expect(await shares.findByTokenHash(share.tokenHash)).toEqual(viewed);
  });

  it("counts views without end where there is no limit", async ({ shares }, clock) => {
    const { id } = await saved(shares, aShare());
    for (let views = 1; views <= 5; views += 1) {
      expect((await shares.countView(id, clock.now()))?.views).toBe(views);
    }
  });

  it("counts no view of a share that is not there", async ({ shares }, clock) => {
    expect(await shares.countView(ShareId.parse(nextUlid()), clock.now())).toBe(undefined);
  });

  it("counts views until the millisecond in which the share expires", async ({ shares }, clock) => {
    const share = await saved(shares, aShare({ expiresAt: plus(clock.now(), 1_000) }));
    const last = await shares.countView(share.id, plus(share.expiresAt, -1));
    expect(last?.views).toBe(1);
    expect(await shares.countView(share.id, share.expiresAt)).toBe(undefined);
    expect(await shares.countView(share.id, plus(share.expiresAt, 1))).toBe(undefined);
    expect(await shares.get(share.id)).toEqual(last);
  });

  it("counts no view of a share that is revoked, whenever a clock says that this was", async ({ shares }, clock) => {
    for (const difference of [-minutes(5), -1, 0, 1, minutes(5)]) {
      const share = await saved(shares, aShare({ revokedAt: plus(clock.now(), difference) }));
      expect(await shares.countView(share.id, clock.now()), `${difference}`).toBe(undefined);
      expect(await shares.get(share.id)).toEqual(share);
    }
  });

  it("counts no view from the moment on in which a revocation is saved", async ({ shares }, clock) => {
    const before = await saved(shares, aShare());
    const revoked = changed(before, { revokedAt: clock.now() });
    await shares.save({ before, after: revoked, events: [] });
    expect(await shares.countView(before.id, clock.now())).toBe(undefined);
    expect(await shares.get(before.id)).toEqual(revoked);
  });

  it("counts as many views as a change of the limit leaves", async ({ shares }, clock) => {
    const share = await saved(shares, aShare({ maxViews: 1 }));
    const used = await shares.countView(share.id, clock.now());
    expect(await shares.countView(share.id, clock.now())).toBe(undefined);
    if (used === undefined) throw new Error("The first view was not counted.");
    await shares.save({ before: used, after: changed(used, { maxViews: 2 }), events: [] });
    expect((await shares.countView(share.id, clock.now()))?.views).toBe(2);
    expect(await shares.countView(share.id, clock.now())).toBe(undefined);
  });

  it("counts exactly as many of sixty at once as there are views left", async ({ shares }, clock) => {
    const share = await saved(shares, aShare({ maxViews: 25, views: 3 }));
    const attempts = await Promise.all(Array.from({ length: 60 }, () => shares.countView(share.id, clock.now())));
    const views = attempts.flatMap((viewed) => (viewed === undefined ? [] : [viewed.views]));
    expect(views.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 22 }, (_, index) => index + 4));
    const { saved: saves, ...rest } = (await shares.get(share.id)) ?? share;
    expect(rest.views).toBe(25);
    expect(saves).toBe(share.saved + 22);
  });

  it("loses neither views nor changes that happen at once", async ({ shares }, clock) => {
    const { id } = await saved(shares, aShare({ note: "" }));
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        await shares.countView(id, clock.now());
        await addToNote(shares, id);
        await shares.countView(id, clock.now());
      }),
    );
    expect(await shares.get(id)).toMatchObject({ views: 16, note: "x".repeat(8), saved: 25 });
  });

  it("refuses a change of what was loaded before a view", async ({ shares }, clock) => {
    const before = await saved(shares, aShare());
    const viewed = await shares.countView(before.id, clock.now());
    const change = { before, after: changed(before, { note: "late" }), events: [] };
    expect(await codeOf(shares.save(change))).toBe("save_conflict");
    expect(await shares.get(before.id)).toEqual(viewed);
  });

  it("counts no view for a call that was aborted", async ({ shares }, clock) => {
    const share = await saved(shares, aShare());
    const options = { signal: AbortSignal.abort() };
    expect(await isRejected(shares.countView(share.id, clock.now(), options))).toBe(true);
    expect(await shares.get(share.id)).toEqual(share);
  });
}

async function saved(shares: ShareRepository, share: Share): Promise<Share> {
  await shares.save({ after: share, events: [] });
  return share;
}

/** Adds a letter to the note, and once more whenever somebody else was faster. */
async function addToNote(shares: ShareRepository, id: ShareId): Promise<void> {
  for (let attempts = 0; attempts < 200; attempts += 1) {
    const before = await shares.get(id);
    if (before === undefined) throw new Error("The share is gone.");
    try {
      return await shares.save({ before, after: changed(before, { note: `${before.note}x` }), events: [] });
    } catch (error) {
      if (!(error instanceof SaveConflict)) throw error;
    }
  }
  throw new Error("Two hundred attempts were in vain.");
}
