import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import type { Ports } from "../ports/index.ts";
import { anonymous } from "../shared/actor.ts";
import type { PhotoId, ShareId } from "../shared/ids.ts";
import { minutes, seconds } from "../shared/instant.ts";
import { createWorld, tokenIn, type World } from "../world.fixture.ts";

/** A link that somebody is visiting; `everything` that can be asked of it, as error codes. */
async function visited(world: World) {
  const { tintype, ana } = world;
  const { id: photo } = await world.develop();
  const { share, url } = await tintype.shares.createShare(ana, photo, { expiresIn: 3_600, download: "original" });
  const token = tokenIn(url);
  const guest = await tintype.shares.identifyGuest((await tintype.shares.openShare(anonymous, token)).grant);
  const everything = async (): Promise<readonly string[]> => [
    await codeOf(tintype.shares.describeShare(token)),
    await codeOf(tintype.shares.openShare(anonymous, token)),
    await codeOf(tintype.shares.openShare(guest, token)),
    await codeOf(tintype.shares.listSharedPhotos(guest, token)),
    await codeOf(tintype.shares.downloadSharedPhoto(guest, token, photo)),
  ];
  return { photo, share: share.id, token, guest, everything };
}

const allOf = (code: string) => Array.from({ length: 5 }, () => code);

describe("a link", () => {
  it("ends at the very millisecond", async () => {
    const world = await createWorld();
    const { everything } = await visited(world);
    world.ports.clock.advance(minutes(60) - 1);
    expect(await everything()).toEqual(allOf("resolved"));
    world.ports.clock.advance(1);
    expect(await everything()).toEqual(allOf("share_not_found"));
  });

  it.each<[string, (world: World, at: { photo: PhotoId; share: ShareId }) => Promise<unknown>]>([
    ["revoked", ({ tintype, ana }, { share }) => tintype.shares.revokeShare(ana, share)],
    ["to a photo in the trash", ({ tintype, ana }, { photo }) => tintype.photos.trashPhoto(ana, photo)],
    ["to a photo that was purged", ({ tintype, ana }, { photo }) => tintype.photos.purgePhoto(ana, photo)],
    ["gone with its photo", ({ tintype, ana, drain }, { photo }) => tintype.photos.purgePhoto(ana, photo).then(drain)],
  ])("that is %s leads nowhere with the very next call", async (_, end) => {
    const world = await createWorld();
    const { everything, ...at } = await visited(world);
    expect(await everything()).toEqual(allOf("resolved"));
    await end(world, at);
    expect(await everything()).toEqual(allOf("share_not_found"));
  });

  it("to a photo that comes back from the trash leads there again, for its visitors too", async () => {
    const world = await createWorld();
    const { photo, everything } = await visited(world);
    await world.tintype.photos.trashPhoto(world.ana, photo);
    await world.tintype.photos.restorePhoto(world.ana, photo);
    expect(await everything()).toEqual(allOf("resolved"));
  });

  it("to a photo that is not ready leads nowhere yet, and nowhere when it has failed", async () => {
    const world = await createWorld();
    const { tintype, ana, picture } = world;
    const waiting = await world.upload(picture());
    const later = tokenIn((await tintype.shares.createShare(ana, waiting.id)).url);
    expect(await codeOf(tintype.shares.openShare(anonymous, later))).toBe("share_not_found");
    await world.drain();
    expect(await codeOf(tintype.shares.openShare(anonymous, later))).toBe("resolved");
    const failing = await world.upload(picture({ ends: "image_damaged", endsAfter: "preview" }));
    const never = tokenIn((await tintype.shares.createShare(ana, failing.id)).url);
    await world.drain();
    expect(await codeOf(tintype.shares.openShare(anonymous, never))).toBe("share_not_found");
    expect(await codeOf(tintype.shares.describeShare(never))).toBe("share_not_found");
  });

  it("answers in the same words, whyever it leads nowhere", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const revoked = await visited(world);
    await tintype.shares.revokeShare(ana, revoked.share);
    const trashed = await visited(world);
    await tintype.photos.trashPhoto(ana, trashed.photo);
    const tokens = [revoked.token, trashed.token, "x", "", "A".repeat(43), `${trashed.token}=`, "../../etc/passwd"];
    const answers = tokens.flatMap((token) => [
      tintype.shares.describeShare(token),
      tintype.shares.openShare(anonymous, token),
      tintype.shares.listSharedPhotos(revoked.guest, token),
    ]);
    const words = await Promise.all(answers.map((answer) => answer.catch((error: Error) => error.message)));
    expect(new Set(words)).toEqual(new Set(["This link does not lead anywhere (any more)."]));
  });

  it("is asked for with nothing but the digest of its token, and not at all for what cannot be one", async () => {
    const world = await createWorld();
    const { token } = await visited(world);
    const asked: string[] = [];
    const { shares } = world.ports;
    const findByTokenHash: Ports["shares"]["findByTokenHash"] = (hash, ...rest) => {
      asked.push(hash);
      return shares.findByTokenHash(hash, ...rest);
    };
    const tintype = createTintype({ ...world.ports, shares: { ...shares, findByTokenHash } });
    await tintype.shares.describeShare(token);
    await tintype.shares.describeShare("nonsense").catch(() => undefined);
    expect(asked).toHaveLength(1);
    expect(asked).not.toContain(token);
  });
});

describe("a visit", () => {
  it("is over thirty minutes after the link was opened", async () => {
    const world = await createWorld();
    const { tintype, ana } = world;
    const { id } = await world.develop();
    const token = tokenIn((await tintype.shares.createShare(ana, id)).url);
    const { grant } = await tintype.shares.openShare(anonymous, token);
    world.ports.clock.advance(minutes(30) - 1);
    expect(await codeOf(tintype.shares.identifyGuest(grant))).toBe("resolved");
    world.ports.clock.advance(1);
    expect(await codeOf(tintype.shares.identifyGuest(grant))).toBe("grant_not_valid");
  });

  it("ends when the password changes, and lets nobody on without a grant", async () => {
    const world = await createWorld();
    const { share, token, guest } = await visited(world);
    const { tintype, ana, ben } = world;
    const see = (actor: Parameters<typeof tintype.shares.listSharedPhotos>[0]) =>
      codeOf(tintype.shares.listSharedPhotos(actor, token));
    expect([await see(guest), await see(anonymous), await see(ana), await see(ben)]).toEqual([
      "resolved",
      "grant_not_valid",
      "grant_not_valid",
      "grant_not_valid",
    ]);
    await tintype.shares.changeShare(ana, share, { password: "new" });
    expect(await see(guest)).toBe("grant_not_valid");
    expect(await codeOf(tintype.shares.openShare(guest, token))).toBe("wrong_share_password");
  });

  it("leaves no address that works for longer than 300 seconds", async () => {
    const world = await createWorld();
    const { tintype, ports } = world;
    const { token, guest, photo } = await visited(world);
    for (let passed = 0; passed < 1_000; passed += 7) {
      ports.clock.advance(seconds(1.5));
      const [seen] = await tintype.shares.listSharedPhotos(guest, token);
      const { url, expiresAt } = await tintype.shares.downloadSharedPhoto(guest, token, photo);
      const urls = [url, ...Object.values(seen?.renditions ?? {}).map((rendition) => rendition.url)];
      const now = ports.clock.now();
      ports.clock.advance(seconds(300));
      for (const signed of urls) {
        const { pathname, search } = new URL(signed);
        expect(ports.urls.opens(pathname.slice(1), search.slice(1), now)).toBe(true);
        expect(ports.urls.opens(pathname.slice(1), search.slice(1), ports.clock.now())).toBe(false);
      }
      ports.clock.advance(-seconds(300));
      expect(Date.parse(expiresAt) - Date.parse(now)).toBeLessThanOrEqual(300_000);
    }
  });
});
