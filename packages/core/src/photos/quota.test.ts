import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { hours } from "../shared/instant.ts";
import { announce, createWorld } from "../world.fixture.ts";

const withQuota = (quota: object) => createWorld({ settings: { quota } });
const count = (codes: readonly string[], code: string) => codes.filter((each) => each === code).length;

describe("the quota of a plan", () => {
  it("takes exactly as many photos as fit, of two hundred at once", async () => {
    const { tintype, ana } = await withQuota({ free: { photos: 37 } });
    const codes = await Promise.all(
      Array.from({ length: 200 }, () => codeOf(tintype.photos.beginUpload(ana, announce(new Uint8Array(1))))),
    );
    expect([count(codes, "resolved"), count(codes, "quota_exceeded")]).toEqual([37, 163]);
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(37);
  });

  it("takes exactly as many bytes as fit, by either door", async () => {
    const { tintype, ana } = await withQuota({ free: { bytes: 100 } });
    expect(await codeOf(tintype.photos.beginUpload(ana, announce(new Uint8Array(60))))).toBe("resolved");
    expect(await codeOf(tintype.photos.uploadPhoto(ana, new Uint8Array(41)))).toBe("quota_exceeded");
    expect(await codeOf(tintype.photos.uploadPhoto(ana, new Uint8Array(40)))).toBe("resolved");
    expect(await codeOf(tintype.photos.beginUpload(ana, announce(new Uint8Array(1))))).toBe("quota_exceeded");
  });

  it("bounds the uploads that are open at once, and not what was finished", async () => {
    const { tintype, ana, develop } = await withQuota({ openUploads: 2 });
    for (let made = 0; made < 3; made += 1) await develop();
    const begin = () => codeOf(tintype.photos.beginUpload(ana, announce(new Uint8Array(1))));
    expect([await begin(), await begin(), await begin()]).toEqual(["resolved", "resolved", "too_many_open_uploads"]);
  });

  it("counts the trash, and gives back what was purged, failed or abandoned", async () => {
    const { ports, tintype, ana, develop, drain, picture } = await withQuota({ free: { photos: 1 } });
    const begin = async () => (await tintype.photos.beginUpload(ana, announce(new Uint8Array(1)))).photo.id;
    const { id } = await develop();
    await tintype.photos.trashPhoto(ana, id);
    expect(await codeOf(begin())).toBe("quota_exceeded");
    await tintype.photos.purgePhoto(ana, id);
    await drain();
    expect((await develop(picture({ ends: "image_damaged" }))).state).toBe("failed");
    const abandoned = await begin();
    await tintype.photos.trashPhoto(ana, abandoned);
    await drain();
    await begin();
    ports.clock.advance(hours(24));
    await tintype.reconcile();
    await drain();
    expect(await codeOf(begin())).toBe("resolved");
  });

  it("is everybody's own", async () => {
    const { tintype, ana, ben } = await withQuota({ free: { photos: 1 } });
    for (const actor of [ana, ben]) {
      expect(await codeOf(tintype.photos.beginUpload(actor, announce(new Uint8Array(1))))).toBe("resolved");
    }
  });

  it("is the plan's", async () => {
    const { ports, tintype, ana } = await withQuota({ free: { photos: 1 }, premium: { photos: 2 } });
    const before = await ports.accounts.get(ana.userId);
    if (before === undefined) throw new Error("Ana has no account.");
    await ports.accounts.save({ before, after: { ...before, plan: "premium", saved: before.saved + 1 }, events: [] });
    const begin = () => codeOf(tintype.photos.beginUpload(ana, announce(new Uint8Array(1))));
    expect([await begin(), await begin(), await begin()]).toEqual(["resolved", "resolved", "quota_exceeded"]);
    expect((await tintype.accounts.getAccount(ana)).usage.limits.photos).toBe(2);
  });
});
