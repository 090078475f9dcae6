import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type BlobRef, instantFromMillis } from "@tintype/core";
import { describeBlobStore } from "@tintype/core/contracts";
import { createManualClock, patternedBytes, readAll, sourceOf, streamOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { systemError, watchFileSystem } from "../files/watched-file-system.fixture.ts";
import { createFileBlobStore } from "./file-blob-store.ts";

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), "tintype-blobs-"));
  const watched = watchFileSystem(folder);
  // A clock that stands still is the hardest for versions.
  const blobs = createFileBlobStore({ folder, clock: createManualClock(), system: watched.system });
  return { folder, blobs, watched, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

async function openedWithoutLinks() {
  const fixture = await opened();
  fixture.watched.before = (step) => {
    if (step.startsWith("link")) throw systemError("EPERM");
  };
  return fixture;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const photo: BlobRef = { area: "originals", key: "o/01jd4/01jd5.jpg" };
const upload: BlobRef = { area: "incoming", key: "t/01jd4/01jd5" };

describeBlobStore({ describe, it, expect }, "a folder of files", opened);
describeBlobStore({ describe, it, expect }, "a folder of files without hard links", openedWithoutLinks);

describe(createFileBlobStore, () => {
  it("keeps a blob as a plain file at its key, which anybody can open", async () => {
    await using fixture = await opened();
    await fixture.blobs.put(photo, bytes("a photo"), { bytes: 7 });
    expect(await readFile(join(fixture.folder, "originals/o/01jd4/01jd5.jpg"), "utf8")).toBe("a photo");
    expect(await readdir(join(fixture.folder, "temporary"))).toEqual([]);
  });

  it("touches nothing before it is used", async () => {
    await using fixture = await opened();
    expect(await readdir(fixture.folder)).toEqual([]);
    expect(await fixture.blobs.head(photo)).toBe(undefined);
    expect(await readdir(fixture.folder)).toEqual([]);
  });

  it("makes its folder, and those above it, wherever it is told to", async () => {
    await using fixture = await opened();
    const path = relative(process.cwd(), join(fixture.folder, "not", "yet", "there"));
    const blobs = createFileBlobStore({ folder: `./${path}/` });
    await blobs.put(photo, bytes("a photo"), { bytes: 7 });
    expect(await readFile(join(fixture.folder, "not/yet/there/originals", photo.key), "utf8")).toBe("a photo");
  });

  it("leaves no empty folders behind", async () => {
    await using fixture = await opened();
    await fixture.blobs.put(photo, bytes("a photo"), { bytes: 7 });
    await fixture.blobs.put({ ...photo, key: "o/01jd4/01jd6.jpg" }, bytes("another"), { bytes: 7 });
    await fixture.blobs.remove(photo);
    expect(await readdir(join(fixture.folder, "originals/o"))).toEqual(["01jd4"]);
    await fixture.blobs.remove({ ...photo, key: "o/01jd4/01jd6.jpg" });
    expect(await readdir(join(fixture.folder, "originals"))).toEqual([]);
  });

  it("puts into folders while they are emptied and pruned", async () => {
    await using fixture = await opened();
    const keys = Array.from({ length: 40 }, (_, index) => `o/same/folder/${index}.jpg`);
    await Promise.all(
      keys.map(async (key, index) => {
        for (let round = 0; round < 5; round += 1) {
          await fixture.blobs.put({ ...photo, key }, bytes("a photo"), { bytes: 7 });
          if (round < 4 || index % 2 === 0) await fixture.blobs.remove({ ...photo, key });
        }
      }),
    );
    expect(await readdir(join(fixture.folder, "originals/o/same/folder"))).toHaveLength(20);
  });

  it("lists no file that is not a blob's", async () => {
    await using fixture = await opened();
    await fixture.blobs.put(photo, bytes("a photo"), { bytes: 7 });
    const strangers = [".DS_Store", "Thumbs.db", "photo (copy).jpg", "0=a.jpg", "notes+", "0==x", "noextension"];
    for (const name of strangers) await writeFile(join(fixture.folder, "originals", name), "");
    await mkdir(join(fixture.folder, "originals", "folder.jpg"));
    const keys = [];
    for await (const { key } of fixture.blobs.list("originals", "")) keys.push(key);
    expect(keys).toEqual(["notes", photo.key]);
  });

  it("makes a copy as new as the copying, so that nobody takes it for an orphan of old", async () => {
    await using fixture = await opened();
    const before = instantFromMillis(Date.now() - 60_000);
    const old = createFileBlobStore({ folder: fixture.folder, clock: createManualClock("2020-01-01T00:00:00.000Z") });
    const { etag } = await old.put(upload, bytes("a photo"), { bytes: 7 });
    const copied = await fixture.blobs.copyOnce(upload, etag, photo);
    expect(copied.modifiedAt > before).toBe(true);
    expect((await fixture.blobs.head(photo))?.modifiedAt).toBe(copied.modifiedAt);
  });

  it("makes no second file of a copy", async () => {
    await using fixture = await opened();
    const { etag } = await fixture.blobs.put(upload, bytes("a photo"), { bytes: 7 });
    await fixture.blobs.copyOnce(upload, etag, photo);
    expect(fixture.watched.log.filter((step) => step.startsWith("copyFile"))).toEqual([]);
    expect((await fixture.blobs.head(photo))?.etag).toBe(etag);
  });
});

describe("a file blob store that loses power", () => {
  /** What was done last, and what must have been done after it for the name to survive. */
  const inOrder = (log: readonly string[], ...steps: string[]) => {
    const places = steps.map((step) => log.lastIndexOf(step));
    expect(places, steps.join(" < ")).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  };

  it("has the bytes before the name, and the name before the answer", async () => {
    await using fixture = await opened();
    await fixture.blobs.put(photo, streamOf(bytes("a photo")), { bytes: 7 });
    const { log } = fixture.watched;
    inOrder(
      log,
      "write temporary/*",
      "sync temporary/*",
      `rename temporary/* originals/${photo.key}`,
      "sync originals/o/01jd4",
    );
    inOrder(log, "mkdir originals", "sync .", `rename temporary/* originals/${photo.key}`);
    inOrder(log, "mkdir originals/o", "sync originals", `rename temporary/* originals/${photo.key}`);
    inOrder(log, "mkdir originals/o/01jd4", "sync originals/o", `rename temporary/* originals/${photo.key}`);
  });

  it("has the folders that another put of the same moment is making", async () => {
    await using fixture = await opened();
    const put = async (key: string) => {
      await fixture.blobs.put({ ...photo, key }, bytes("a photo"), { bytes: 7 });
      return [...fixture.watched.log];
    };
    for (const log of await Promise.all([put("o/a/1.jpg"), put("o/a/2.jpg")])) {
      inOrder(log, "mkdir originals/o/a", "sync originals/o");
      inOrder(log, "mkdir originals/o", "sync originals");
    }
  });

  it("has the name of a copy before the answer", async () => {
    await using fixture = await opened();
    const { etag } = await fixture.blobs.put(upload, bytes("a photo"), { bytes: 7 });
    await fixture.blobs.copyOnce(upload, etag, photo);
    inOrder(fixture.watched.log, `link temporary/* originals/${photo.key}`, "sync originals/o/01jd4");
  });

  it("has the bytes of a copy that is not a link", async () => {
    await using fixture = await openedWithoutLinks();
    const { etag } = await fixture.blobs.put(upload, bytes("a photo"), { bytes: 7 });
    await fixture.blobs.copyOnce(upload, etag, photo);
    const copying = fixture.watched.log.slice(
      fixture.watched.log.indexOf(`copyFile incoming/${upload.key}+ temporary/*`),
    );
    inOrder(copying, `copyFile incoming/${upload.key}+ temporary/*`, "sync temporary/*", "sync originals/o/01jd4");
  });

  it("has a removal before the answer", async () => {
    await using fixture = await opened();
    await fixture.blobs.put(photo, bytes("a photo"), { bytes: 7 });
    await fixture.blobs.put({ ...photo, key: "o/x.jpg" }, bytes("another"), { bytes: 7 });
    await fixture.blobs.remove(photo);
    inOrder(fixture.watched.log, `unlink originals/${photo.key}`, "rmdir originals/o/01jd4", "sync originals/o");
  });
});

describe("a file blob store in trouble", () => {
  const kinds = /^(open|write|sync|mkdir|rename|link|stat|readdir|unlink) /;

  it("keeps what was there and leaves no debris, at whichever step the disk is full", async () => {
    let step = 0;
    for (let failed = true; failed; step += 1) {
      await using fixture = await opened();
      await fixture.blobs.put(photo, bytes("old"), { bytes: 3 });
      const restarted = createFileBlobStore({ folder: fixture.folder, system: fixture.watched.system });
      let steps = 0;
      failed = false;
      fixture.watched.before = (name) => {
        if (!/^(open|write|sync|mkdir|rename) /.test(name) || steps++ !== step) return;
        failed = true;
        throw systemError("ENOSPC");
      };
      const put = restarted.put(photo, streamOf(patternedBytes(200_000)), { bytes: 200_000 });
      const outcome = await put.then(
        () => "stored",
        (error: { code: string }) => error.code,
      );
      expect(outcome).toBe(failed ? "storage_full" : "stored");
      fixture.watched.before = () => {};
      const size = (await fixture.blobs.head(photo))?.bytes;
      expect([3, 200_000]).toContain(size);
      expect(await readdir(join(fixture.folder, "temporary"))).toEqual([]);
    }
    expect(step).toBeGreaterThan(8);
  });

  it("is unavailable, with the cause, whatever else the disk says", async () => {
    await using fixture = await opened();
    const { etag } = await fixture.blobs.put(upload, bytes("a photo"), { bytes: 7 });
    const cause = systemError("EIO");
    fixture.watched.before = (step) => {
      if (kinds.test(step)) throw cause;
    };
    const trouble = { code: "unavailable", cause };
    const source = sourceOf(bytes("a photo"));
    await expect(fixture.blobs.put(upload, source.stream, { bytes: 7 })).rejects.toMatchObject(trouble);
    expect(source.cancelled()).toBe(true);
    await expect(fixture.blobs.head(upload)).rejects.toMatchObject(trouble);
    await expect(fixture.blobs.open(upload)).rejects.toMatchObject(trouble);
    await expect(fixture.blobs.copyOnce(upload, etag, photo)).rejects.toMatchObject(trouble);
    await expect(fixture.blobs.remove(upload)).rejects.toMatchObject(trouble);
    const first = fixture.blobs.list("incoming", "")[Symbol.asyncIterator]().next();
    await expect(first).rejects.toMatchObject(trouble);
  });

  it("removes what writes have left behind that never ended, and nothing that is being written", async () => {
    await using fixture = await opened();
    await mkdir(join(fixture.folder, "temporary"));
    await writeFile(join(fixture.folder, "temporary", "left-behind"), "half a pho");
    expect(await fixture.blobs.removeAbandonedTemporaryFiles(instantFromMillis(Date.now() - 3_600_000))).toBe(0);
    expect(await fixture.blobs.removeAbandonedTemporaryFiles(instantFromMillis(Date.now() + 3_600_000))).toBe(1);
    expect(await readdir(join(fixture.folder, "temporary"))).toEqual([]);
  });

  it("removes nothing where nothing was ever written", async () => {
    await using fixture = await opened();
    expect(await fixture.blobs.removeAbandonedTemporaryFiles(instantFromMillis(Date.now()))).toBe(0);
  });
});

describe("the shortcuts of a file blob store", () => {
  it("agree with the calls that take longer", async () => {
    await using fixture = await opened();
    const body = patternedBytes(200_000);
    await fixture.blobs.put(photo, body, { bytes: body.length });
    expect(fixture.blobs.headSync(photo)).toEqual(await fixture.blobs.head(photo));
    const range = { start: 1_000, end: 66_535 };
    const slow = await fixture.blobs.open(photo, { range });
    const slowly = slow && { ...slow, body: await readAll(slow.body) };
    expect(fixture.blobs.readSync(photo, range)).toEqual(slowly);
    expect(fixture.blobs.readSync(photo)).toMatchObject({ range: { start: 0, end: 199_999 }, body });
  });

  it("have nothing of a blob that is not there", async () => {
    await using fixture = await opened();
    expect(fixture.blobs.headSync(photo)).toBe(undefined);
    expect(fixture.blobs.readSync(photo)).toBe(undefined);
  });

  it("read no more than 256 KiB at once, of large blobs too", async () => {
    await using fixture = await opened();
    const limit = 256 * 1_024;
    await fixture.blobs.put(photo, new Uint8Array(limit + 1), { bytes: limit + 1 });
    expect(fixture.blobs.readSync(photo)).toBe(undefined);
    expect(fixture.blobs.readSync(photo, { start: 0, end: limit })).toBe(undefined);
    expect(fixture.blobs.readSync(photo, { start: 1, end: limit })?.body.length).toBe(limit);
  });

  it("read an empty blob, and refuse a key that no blob can have", async () => {
    await using fixture = await opened();
    await fixture.blobs.put(photo, new Uint8Array(), { bytes: 0 });
    expect(fixture.blobs.readSync(photo, { start: 0, end: 5 })).toMatchObject({
      range: { start: 0, end: -1 },
      bytes: 0,
    });
    expect(() => fixture.blobs.readSync({ ...photo, key: "../x" })).toThrow("Keys have");
    expect(() => fixture.blobs.headSync({ ...photo, key: "../x" })).toThrow("Keys have");
  });
});
