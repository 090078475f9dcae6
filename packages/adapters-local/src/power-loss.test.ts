import { join } from "node:path";
import type { BlobArea, BlobRef } from "@tintype/core";
import { createManualClock, createSeededRandom, readAll, streamOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createFileBlobStore } from "./blobs/file-blob-store.ts";
import { makeDurableFolder } from "./files/durable-folders.ts";
import { createForgetfulDisk, type ForgetfulDisk, type ForgetfulDiskOptions } from "./files/forgetful-disk.fixture.ts";
import { writeOnce } from "./files/write-once.ts";

const lossesPerStep = 50;

describe("when the power goes", () => {
  it.each([1, 2])("all that was acknowledged is there, and nothing by half (%i)", async (seed) => {
    const { wrongs, losses } = await loseEverywhere(seed);
    expect(wrongs).toEqual([]);
    expect(losses).toBeGreaterThan(200 * lossesPerStep);
  });

  it.each(["file", "folder"] as const)("a %s that is not synced is missed", async (kind) => {
    const { wrongs } = await loseEverywhere(1, { lies: (what) => what === kind });
    expect(wrongs.length).toBeGreaterThan(0);
  });
});

/** What may be under a name: its text and, once somebody was told, its version; nothing. */
type Allowed = readonly ({ readonly text: string; readonly etag?: string } | undefined)[];

/**
 * Puts, copies and removes blobs and writes files, at times two at once. Before every step of that the power goes, fifty
 * times in different ways; each time everything is looked at.
 */
async function loseEverywhere(seed: number, options?: ForgetfulDiskOptions) {
  const random = createSeededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  const disk = createForgetfulDisk(options);
  const allowed = new Map<string, Allowed>();
  const wrongs: string[] = [];
  let losses = 0;
  disk.before = async () => {
    const promises = new Map(allowed);
    const lost = Array.from({ length: lossesPerStep }, () => disk.afterPowerLoss(random));
    for (const found of lost) wrongs.push(...wrongsOf(await everythingOn(found), promises));
    losses += lost.length;
    if (wrongs.length > 20) disk.before = async () => {};
  };

  const clock = createManualClock();
  const blobs = createFileBlobStore({ folder: root, clock, system: disk.system });
  await makeDurableFolder(disk.system, mail);
  /** Does something after which `outcome` of it is under that name, and which may have happened as soon as it began. */
  const promise = async (name: string, next: Allowed[number], work: () => Promise<string | undefined>) => {
    allowed.set(name, [...(allowed.get(name) ?? [undefined]), next]);
    const etag = await work();
    allowed.set(name, [next && { ...next, ...(etag !== undefined && { etag }) }]);
  };
  const now = (name: string) => allowed.get(name)?.[0];
  let texts = 0;
  const text = () => {
    texts += 1;
    return `${texts} ${"x".repeat(below(400))}`;
  };

  const put = (ref: BlobRef) => {
    const body = text();
    const chunks = streamOf(new TextEncoder().encode(body), [1 + below(200)]);
    return promise(
      nameOf(ref),
      { text: body },
      async () => (await blobs.put(ref, chunks, { bytes: body.length })).etag,
    );
  };
  const copy = async (from: BlobRef, to: BlobRef) => {
    const [source, target] = [now(nameOf(from)), now(nameOf(to))];
    if (source?.etag === undefined) return;
    const { text, etag } = source;
    await promise(nameOf(to), target ?? { text }, async () => (await blobs.copyOnce(from, etag, to)).etag);
  };
  const remove = (ref: BlobRef) =>
    promise(nameOf(ref), undefined, async () => {
      await blobs.remove(ref);
      return undefined;
    });
  const write = (file: string) => {
    const [before, body] = [now(`mail ${file}`), text()];
    return promise(`mail ${file}`, before ?? { text: body }, async () => {
      await writeOnce(disk.system, join(mail, file), body);
      return undefined;
    });
  };

  for (let step = 0; step < 12; step += 1) {
    const photo = below(3);
    const [incoming, original] = [refOf("incoming", photo), refOf("originals", photo)];
    const others = refOf("incoming", (photo + 1) % 3);
    const works = [
      () => put(incoming),
      () => copy(incoming, original),
      () => remove(random() < 0.5 ? incoming : original),
    ];
    await Promise.all([
      works[step % 4 === 3 ? 2 : step % 2]?.(),
      below(2) === 0 ? put(others) : write(`${below(4)}.eml`),
    ]);
  }
  await disk.before();
  return { wrongs, losses };
}

const root = "/data/blobs";
const mail = "/data/mail";
const areas: readonly BlobArea[] = ["incoming", "originals", "media"];
const refOf = (area: BlobArea, photo: number): BlobRef => ({ area, key: `p/${photo % 2}/${photo}.jpg` });
const nameOf = ({ area, key }: BlobRef) => `${area} ${key}`;

/** Everything that somebody can see who starts with this disk, by its name. */
async function everythingOn({ system }: ForgetfulDisk) {
  const seen = new Map<string, { readonly text: string; readonly etag?: string }>();
  const blobs = createFileBlobStore({ folder: root, system });
  for (const area of areas) {
    for await (const blob of blobs.list(area, "")) {
      const opened = await blobs.open(blob);
      const text = opened && new TextDecoder().decode(await readAll(opened.body));
      seen.set(nameOf(blob), { text: text ?? "", etag: blob.etag });
    }
  }
  for (const file of await system.readdir(mail).catch(() => [])) {
    if (file.startsWith(".")) continue;
    const opened = await system.open(join(mail, file), "r");
    const bytes = new Uint8Array((await opened.stat()).size);
    await opened.read(bytes, 0, bytes.length, 0);
    seen.set(`mail ${file}`, { text: new TextDecoder().decode(bytes) });
  }
  return seen;
}

function wrongsOf(seen: Awaited<ReturnType<typeof everythingOn>>, promises: ReadonlyMap<string, Allowed>): string[] {
  const names = new Set([...seen.keys(), ...promises.keys()]);
  return [...names].flatMap((name) => {
    const found = seen.get(name);
    const isAllowed = (promises.get(name) ?? [undefined]).some(
      (one) => one?.text === found?.text && (one?.etag === undefined || one.etag === found?.etag),
    );
    return isAllowed ? [] : [`${name} is ${JSON.stringify(found)}`];
  });
}
