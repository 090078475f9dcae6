import { Instant } from "../shared/instant.ts";
import type { ArchiveEntry, Archiver } from "./archiver.ts";
import { firstDifference, patternedBytes, readAll, sourceOf } from "./byte-streams.fixture.ts";
import { isRejected } from "./code-of.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

export interface ArchiverFixture {
  readonly archives: Archiver;
  /** What somebody finds who unpacks it, by name and in order. */
  unpack(archive: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>>;
}

const modifiedAt = Instant.parse("2026-07-01T14:03:22.000Z");

function entryOf(name: string, bytes: Uint8Array): ArchiveEntry {
  return { name, bytes: bytes.length, modifiedAt, open: async () => sourceOf(bytes, [1_000, 70_000]).stream };
}

/** What holds for all Archivers. */
export function describeArchiver(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<ArchiverFixture>,
): void {
  describe(`Archiver: ${name}`, () => {
    it("gives back every entry, byte for byte and in order, and weighs what it said", async () => {
      await using fixture = await open();
      const given = new Map([
        ["read-me.txt", patternedBytes(10)],
        ["photos/01j.jpg", patternedBytes(300_000, 2)],
        ["photos/nothing.jpg", new Uint8Array()],
        ["a/deep/folder/b_c-d.json", patternedBytes(65_537, 3)],
      ]);
      const archive = fixture.archives.pack([...given].map(([name, bytes]) => entryOf(name, bytes)));
      const packed = await readAll(archive.body);
      expect(packed.length).toBe(archive.bytes);
      const found = await fixture.unpack(packed);
      expect([...found.keys()]).toEqual([...given.keys()]);
      for (const [name, bytes] of given)
        expect(firstDifference(found.get(name) ?? new Uint8Array(1), bytes)).toBe(undefined);
    });

    it("can be empty", async () => {
      await using fixture = await open();
      const archive = fixture.archives.pack([]);
      const packed = await readAll(archive.body);
      expect(packed.length).toBe(archive.bytes);
      expect((await fixture.unpack(packed)).size).toBe(0);
    });

    it("takes sixty thousand entries", async () => {
      await using fixture = await open();
      const entries = Array.from({ length: 60_000 }, (_, number) => entryOf(`${number}.txt`, new Uint8Array()));
      const archive = fixture.archives.pack(entries);
      const packed = await readAll(archive.body);
      expect(packed.length).toBe(archive.bytes);
      expect((await fixture.unpack(packed)).size).toBe(60_000);
    });

    it("opens an entry only when it has been read as far as that, one at a time, and lets go of it when it is cancelled", async () => {
      await using fixture = await open();
      const opened: string[] = [];
      const source = sourceOf(patternedBytes(5_000_000));
      const entries = ["one.jpg", "two.jpg", "three.jpg"].map((name) => ({
        ...entryOf(name, patternedBytes(5_000_000)),
        open: async () => {
          opened.push(name);
          return source.stream;
        },
      }));
      const reader = fixture.archives.pack(entries).body.getReader();
      expect(opened.length).toBeLessThan(2);
      for (let read = 0; read < 2_000_000; ) read += (await reader.read()).value?.length ?? 2_000_000;
      expect(opened).toEqual(["one.jpg"]);
      await reader.cancel();
      expect([opened, source.cancelled()]).toEqual([["one.jpg"], true]);
    });

    it("fails where an entry has fewer or more bytes than was said, or fails itself", async () => {
      await using fixture = await open();
      const bytes = patternedBytes(100_000);
      const good = entryOf("good.jpg", bytes);
      for (const bad of [
        { ...good, name: "bad.jpg", bytes: bytes.length + 1 },
        { ...good, name: "bad.jpg", bytes: bytes.length - 1 },
        { ...good, name: "bad.jpg", open: () => Promise.reject(new Error("The disk is gone.")) },
        { ...good, name: "bad.jpg", open: async () => sourceOf(bytes, [5], (c) => c.error(new Error("Gone."))).stream },
      ]) {
        expect(await isRejected(readAll(fixture.archives.pack([good, bad, good]).body))).toBe(true);
      }
    });

    it("fails once the caller has given up", async () => {
      await using fixture = await open();
      const options = { signal: AbortSignal.abort() };
      const reading = async () => readAll(fixture.archives.pack([entryOf("a.jpg", patternedBytes(9))], options).body);
      expect(await isRejected(reading())).toBe(true);
    });
  });
}
