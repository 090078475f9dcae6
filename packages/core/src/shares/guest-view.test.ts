import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { testImage } from "../ports/image-processor.memory.ts";
import { anonymous } from "../shared/actor.ts";
import { createWorld, tokenIn } from "../world.fixture.ts";
import type { NewShare } from "./create-share.ts";
import { GuestPhoto, ShareDescription } from "./share-view.ts";

/** A photo that knows too much, shared. */
async function indiscreet(input?: NewShare) {
  const world = await createWorld();
  const { tintype, ana } = world;
  const bytes = testImage(6_000, 4_000, {
    times: { dateTimeOriginal: "2026:07:01 14:03:22" },
    camera: { make: "canary-make", model: "canary-model", lens: "canary-lens", iso: 98_765 },
    location: { latitude: 12.345678, longitude: 98.765432, altitude: 4_321 },
    warnings: [{ code: "metadata_damaged", detail: "canary-warning" }],
  });
  const words = { fileName: "canary-file.jpg", title: "Sea", caption: "Blue.", tags: ["canary-tag"] };
  const photo = await world.develop(bytes, words);
  const { share, url } = await tintype.shares.createShare(ana, photo.id, { note: "canary-note", ...input });
  const token = tokenIn(url);
  const secrets = [ana.userId, share.id, photo.sha256, "canary", "example.com", "12.345", "98.765", "98765", "4321"];
  return { world, photo, token, secrets };
}

describe("what a guest is told", () => {
  it("is, before the link is opened, whether there is a password, and counts nothing", async () => {
    const { world, photo, token, secrets } = await indiscreet({ password: "canary-password" });
    for (let robots = 0; robots < 5; robots += 1) await world.tintype.shares.describeShare(token);
    const described = await world.tintype.shares.describeShare(token);
    expect(described).toEqual({
      needsPassword: true,
      expiresAt: expect.any(String),
      kind: "photo",
      owner: { displayName: "ana" },
    });
    expect(ShareDescription.strict().parse(described)).toEqual(described);
    for (const secret of [...secrets, photo.id, "Sea"]) expect(JSON.stringify(described)).not.toContain(secret);
    expect((await world.tintype.shares.listShares(world.ana)).items[0]?.views).toBe(0);
  });

  it("is, of the photo, what was written to be read, and nothing else", async () => {
    const { world, photo, token, secrets } = await indiscreet();
    const opened = await world.tintype.shares.openShare(anonymous, token);
    const guest = await world.tintype.shares.identifyGuest(opened.grant);
    const [seen] = await world.tintype.shares.listSharedPhotos(guest, token);
    expect(opened.photos).toEqual([seen]);
    expect(Object.keys(seen ?? {}).toSorted()).toEqual(
      ["caption", "capturedAt", "colour", "height", "id", "placeholder", "renditions", "title", "width"].toSorted(),
    );
    expect(GuestPhoto.strict().parse(seen)).toEqual(seen);
    expect(Object.keys(seen?.renditions ?? {})).toEqual(["thumb", "medium", "large"]);
    expect(seen).toMatchObject({ id: photo.id, title: "Sea", caption: "Blue." });
    const { grant, ...told } = opened;
    for (const secret of secrets) expect(JSON.stringify(told)).not.toContain(secret);
    expect(Object.keys(opened).toSorted()).toEqual(["expiresAt", "grant", "photos", "share"]);
    expect(Object.keys(opened.share).toSorted()).toEqual(["download", "expiresAt", "kind", "owner"]);
    expect(grant).not.toContain(world.ana.userId);
  });

  it("is no name, of an owner who has given none", async () => {
    const { world, token } = await indiscreet();
    await world.tintype.accounts.editAccount(world.ana, { displayName: null });
    expect((await world.tintype.shares.describeShare(token)).owner).toEqual({});
  });

  it("is the title as it is now", async () => {
    const { world, photo, token } = await indiscreet();
    const { grant } = await world.tintype.shares.openShare(anonymous, token);
    const guest = await world.tintype.shares.identifyGuest(grant);
    await world.tintype.photos.editPhoto(world.ana, photo.id, { title: "Lake", caption: null });
    const [seen] = await world.tintype.shares.listSharedPhotos(guest, token);
    expect(seen?.title).toBe("Lake");
    expect(seen).not.toHaveProperty("caption");
  });
});

describe("what a guest may take along", () => {
  it("is nothing, unless the owner says so; and then the original", async () => {
    const { world, photo, token } = await indiscreet();
    const { tintype, ports, ana } = world;
    const guest = await tintype.shares.identifyGuest((await tintype.shares.openShare(anonymous, token)).grant);
    const download = () => tintype.shares.downloadSharedPhoto(guest, token, photo.id);
    expect(await codeOf(download())).toBe("download_not_allowed");
    const [share] = (await tintype.shares.listShares(ana)).items;
    await tintype.shares.changeShare(ana, share?.id as never, { download: "original" });
    const { url } = await download();
    expect(new URL(url).pathname).toBe(`/dl/${(await ports.photos.get(photo.id))?.original}`);
    await tintype.shares.changeShare(ana, share?.id as never, { download: "none" });
    expect(await codeOf(download())).toBe("download_not_allowed");
  });

  it("is that photo alone", async () => {
    const { world, token } = await indiscreet({ download: "original" });
    const { tintype } = world;
    const other = await world.develop();
    const guest = await tintype.shares.identifyGuest((await tintype.shares.openShare(anonymous, token)).grant);
    expect(await codeOf(tintype.shares.downloadSharedPhoto(guest, token, other.id))).toBe("photo_not_found");
    expect(await codeOf(tintype.shares.downloadSharedPhoto(anonymous, token, other.id))).toBe("grant_not_valid");
    expect(await codeOf(tintype.photos.getPhoto(guest, other.id))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.getOriginal(guest, other.id))).toBe("photo_not_found");
  });
});
