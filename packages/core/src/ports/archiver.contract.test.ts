import { describe, expect, it } from "vitest";
import { type ArchiverFixture, describeArchiver } from "./archiver.contract.ts";
import { createMemoryArchiver, unpackMemoryArchive } from "./archiver.memory.ts";
import type { Archiver } from "./archiver.ts";
import { readAll, streamOf } from "./byte-streams.fixture.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";

const fixtureOf = (archives: Archiver): ArchiverFixture & AsyncDisposable => ({
  archives,
  unpack: async (archive) => unpackMemoryArchive(archive),
  [Symbol.asyncDispose]: async () => {},
});

describeArchiver({ describe, it, expect }, "memory", async () => fixtureOf(createMemoryArchiver()));

/** Archivers that each do one thing wrong, by the behaviour that gives them away. */
const broken: Record<string, (memory: Archiver) => Archiver> = {
  "gives back every entry, byte for byte and in order, and weighs what it said": (memory) => ({
    pack: (entries, options) => ({ ...memory.pack(entries, options), bytes: entries.length * 100 }),
  }),
  "takes sixty thousand entries": (memory) => ({
    pack: (entries, options) => memory.pack(entries.slice(0, 59_999), options),
  }),
  "opens an entry only when it has been read as far as that, one at a time, and lets go of it when it is cancelled": (
    memory,
  ) => ({
    pack: (entries, options) => {
      const opened = entries.map((entry) => ({ ...entry, stream: entry.open().then(readAll) }));
      for (const { stream } of opened) stream.catch(() => {});
      return memory.pack(
        opened.map(({ stream, ...entry }) => ({ ...entry, open: async () => streamOf(await stream) })),
        options,
      );
    },
  }),
  "fails where an entry has fewer or more bytes than was said, or fails itself": (memory) => ({
    // Leaves out what cannot be had.
    pack: (entries, options) =>
      memory.pack(
        entries.map((entry) => ({
          ...entry,
          open: () => entry.open().catch(() => streamOf(new Uint8Array(entry.bytes))),
        })),
        options,
      ),
  }),
  "fails once the caller has given up": (memory) => ({ pack: (entries) => memory.pack(entries) }),
};

describe("the contract of Archiver", () => {
  it.each(Object.entries(broken))("catches one that fails where it says: %s", async (behaviour, sabotage) => {
    const open = async () => fixtureOf(sabotage(createMemoryArchiver()));
    const suite = (runner: ContractRunner) => describeArchiver(runner, "broken", open);
    expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
  });
});
