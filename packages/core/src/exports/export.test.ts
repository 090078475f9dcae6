import { describe, expect, it } from "vitest";
import { unpackMemoryArchive } from "../ports/archiver.memory.ts";
import { readAll } from "../ports/byte-streams.fixture.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import type { MemoryPortsOptions } from "../ports/ports.memory.ts";
import { sha256 } from "../ports/sha256.memory.ts";
import { anonymous, system } from "../shared/actor.ts";
import { ExportId } from "../shared/ids.ts";
import { days, hours, minutes } from "../shared/instant.ts";
import { blobKeys, createWorld, type World } from "../world.fixture.ts";

const small = { settings: { export: { volumePhotos: 1 } } } as const;

/** Everything in the volumes of Ana's finished export, unpacked into one folder. */
async function unpacked({ ports, ana }: World): Promise<ReadonlyMap<string, Uint8Array>> {
  const { volumes = [] } = (await ports.accounts.get(ana.userId))?.dataExport ?? {};
  const files = new Map<string, Uint8Array>();
  for (const { key, bytes } of volumes) {
    const blob = await ports.blobs.open({ area: "media", key });
    if (blob === undefined) throw new RangeError(`${key} is not there.`);
    expect(blob.bytes).toBe(bytes);
    for (const [name, content] of unpackMemoryArchive(await readAll(blob.body))) {
      expect(files.has(name), name).toBe(false);
      files.set(name, content);
    }
  }
  return files;
}

const jsonOf = (files: ReadonlyMap<string, Uint8Array>, name: string) =>
  JSON.parse(new TextDecoder().decode(files.get(name)));

/** Ready, in the trash, failed, announced and of somebody else; a link. */
async function settle(world: World) {
  const { tintype, ana, ben } = world;
  const pictures = [world.picture(), world.picture({ camera: { make: "Canary" } })];
  const shown = await world.develop(pictures[0], { caption: "Sea\nand sand" });
  const trashed = await world.develop(pictures[1], { caption: "Sea\nand sand" });
  await tintype.photos.trashPhoto(ana, trashed.id);
  const failed = await world.upload(world.picture({ ends: "image_damaged" }));
  const begun = await tintype.photos.beginUpload(ana, { fileName: "x.jpg", contentType: "image/jpeg", bytes: 5 });
  await world.develop(world.picture(), {}, ben);
  const { share, url } = await tintype.shares.createShare(ana, shown.id, { password: "sesame", note: "For grandma" });
  await world.drain();
  return { shown, trashed, failed, begun: begun.photo, share, url };
}

async function exported(options?: MemoryPortsOptions) {
  const world = await createWorld(options);
  const made = await settle(world);
  const { id } = await world.tintype.exports.beginExport(world.ana);
  expect((await world.drain()).troubles).toEqual([]);
  return { world, id, ...made };
}

describe("an export", () => {
  it.each([
    ["one volume", {}],
    ["several volumes", small],
  ])("holds every original and all that is known, in %s", async (_, options) => {
    const { world, shown, trashed, failed, begun, share } = await exported(options);
    const files = await unpacked(world);
    const records = [...files.keys()]
      .filter((name) => /^photos-\d+\.json$/.test(name))
      .flatMap((name) => jsonOf(files, name));
    expect(records.length).toBe(4);
    expect(new Set(records.map(({ id }) => id))).toEqual(new Set([shown.id, trashed.id, failed.id, begun.id]));
    for (const photo of [shown, trashed]) {
      const record = records.find(({ id }) => id === photo.id);
      expect(sha256(files.get(record.file) ?? new Uint8Array())).toBe(photo.sha256);
    }
    expect(records.find(({ id }) => id === trashed.id)).toMatchObject({ state: "trashed", caption: "Sea\nand sand" });
    expect(records.find(({ id }) => id === failed.id)).toMatchObject({
      state: "failed",
      failure: { code: "image_damaged" },
    });
    expect([...files.keys()].filter((name) => name.startsWith("photos/")).length).toBe(2);
    expect(jsonOf(files, "account.json")).toMatchObject({
      id: world.ana.userId,
      email: "ana@example.com",
      plan: "free",
    });
    expect(jsonOf(files, "shares.json")).toMatchObject([{ id: share.id, note: "For grandma", hasPassword: true }]);
  });

  it("says what cannot be taken along, and takes none of it", async () => {
    const { world, url } = await exported();
    const files = await unpacked(world);
    const told = new TextDecoder().decode(files.get("read-me.txt"));
    expect(told).toMatch(/cannot be taken along:[\s\S]*password[\s\S]*authenticator/);
    for (const [name, bytes] of files) {
      if (name.startsWith("photos/")) continue;
      const text = new TextDecoder().decode(bytes);
      for (const secret of ["sesame", "tokenHash", "passwordHash", url.split("/").at(-1) ?? "", "http", "upload"]) {
        if (name !== "read-me.txt") expect(text, name).not.toContain(secret);
      }
    }
  });

  it("names its files itself", async () => {
    const { world } = await exported(small);
    for (const name of (await unpacked(world)).keys()) {
      expect(name).toMatch(/^(read-me\.txt|account\.json|shares\.json|photos-\d+\.json|photos\/[0-9a-z]{26}\.jpg)$/);
    }
  });

  it("is shown with addresses once it is ready, and only to its owner", async () => {
    const world = await createWorld();
    const { tintype, ana, ben, ports } = world;
    await world.develop();
    const begun = await tintype.exports.beginExport(ana);
    expect(begun).toEqual({ id: begun.id, state: "preparing", requestedAt: ports.clock.now() });
    await world.drain();
    const shown = await tintype.exports.getExport(ana, begun.id);
    expect(shown).toMatchObject({ id: begun.id, state: "ready", files: [{ photos: 1 }] });
    expect(shown.files?.[0]?.url).toMatch(
      /^https:\/\/photos\.example\/dl\/x\/[0-9a-z]{26}\/[0-9a-z]{26}\/tintype-1\.zip\?/,
    );
    expect(await codeOf(tintype.exports.getExport(ben, begun.id))).toBe("export_not_found");
    expect(await codeOf(tintype.exports.getExport(ana, ExportId.parse(ports.ids.next())))).toBe("export_not_found");
    expect(await codeOf(tintype.exports.getExport(anonymous, begun.id))).toBe("sign_in_required");
    expect(await codeOf(tintype.exports.beginExport(anonymous))).toBe("sign_in_required");
    expect(await codeOf(tintype.exports.beginExport(system))).toBe("not_allowed");
    expect(await codeOf(tintype.exports.writeExport(ana, ana.userId))).toBe("not_allowed");
    expect(await codeOf(tintype.exports.eraseExports(ana, ana.userId))).toBe("not_allowed");
  });

  it("is the same for an hour, and then takes the place of the one before", async () => {
    const { world, id } = await exported();
    const { tintype, ana, ports } = world;
    const before = await blobKeys(world, "media");
    expect((await tintype.exports.beginExport(ana)).id).toBe(id);
    ports.clock.advance(hours(1));
    const later = await tintype.exports.beginExport(ana);
    expect(later).toMatchObject({ state: "preparing" });
    expect(later.id).not.toBe(id);
    expect(await codeOf(tintype.exports.getExport(ana, id))).toBe("export_not_found");
    await world.drain();
    const after = await blobKeys(world, "media");
    expect(after.filter((key) => key.startsWith("x/")).length).toBe(1);
    expect(after.filter((key) => !before.includes(key)).length).toBe(1);
  });

  it("is gone after a week, bytes and all", async () => {
    const { world, id } = await exported(small);
    const { tintype, ana, ports } = world;
    ports.clock.advance(days(7) - 1);
    await tintype.sweep();
    expect((await tintype.exports.getExport(ana, id)).files?.length).toBeGreaterThan(1);
    expect((await blobKeys(world, "media")).some((key) => key.startsWith("x/"))).toBe(true);
    ports.clock.advance(1);
    expect(await codeOf(tintype.exports.getExport(ana, id))).toBe("export_not_found");
    await tintype.sweep();
    expect((await blobKeys(world, "media")).filter((key) => key.startsWith("x/"))).toEqual([]);
  });

  it("goes on where it was asked for again because nobody worked on it", async () => {
    const world = await createWorld({ repeats: 0 });
    const { tintype, ana, ports } = world;
    await world.develop();
    const { id } = await tintype.exports.beginExport(ana);
    for (const delivery of await ports.queue.take("publish", { lease: 1, limit: 9 })) await ports.queue.done(delivery);
    ports.clock.advance(minutes(9));
    await tintype.exports.beginExport(ana);
    await world.drain();
    expect((await tintype.exports.getExport(ana, id)).state).toBe("preparing");
    ports.clock.advance(minutes(1));
    expect((await tintype.exports.beginExport(ana)).id).toBe(id);
    await world.drain();
    expect((await tintype.exports.getExport(ana, id)).state).toBe("ready");
  });

  it("goes with the account", async () => {
    const { world } = await exported(small);
    const { tintype, ana } = world;
    await tintype.accounts.deleteAccount(system, ana.userId);
    await world.drain();
    expect((await blobKeys(world, "media")).filter((key) => key.startsWith("x/"))).toEqual([]);
  });

  it("is not finished for somebody who leaves meanwhile", async () => {
    const world = await createWorld({ repeats: 0 });
    const { tintype, ana } = world;
    await world.develop();
    await tintype.exports.beginExport(ana);
    await tintype.accounts.deleteAccount(system, ana.userId);
    await tintype.exports.writeExport(system, ana.userId);
    expect((await blobKeys(world, "media")).filter((key) => key.startsWith("x/"))).toEqual([]);
  });
});
