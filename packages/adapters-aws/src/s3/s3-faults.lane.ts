import type { BlobInfo, BlobStore } from "@tintype/core";
import { patternedBytes, readAll, streamOf } from "@tintype/core/testing";
import * as vitest from "vitest";
import { breakCalls } from "../faults.fixture.ts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noS3, openS3Fixture } from "./s3.fixture.ts";

const { describe, it, expect } = laneRunner(vitest, { missing: noS3 });
const bytes = patternedBytes(100_000);
const incoming = { area: "incoming", key: "t/01/02" } as const;
const original = { area: "originals", key: "o/01/02.jpg" } as const;

const putBytes = (blobs: BlobStore, body: Uint8Array | ReadableStream<Uint8Array>) =>
  blobs.put(incoming, body, { bytes: bytes.length });

interface Scene {
  readonly given: (blobs: BlobStore) => Promise<BlobInfo | undefined>;
  readonly act: (blobs: BlobStore, given: BlobInfo | undefined) => Promise<unknown>;
  readonly check: (blobs: BlobStore) => Promise<void>;
}

const holds = async (blobs: BlobStore, ref: typeof incoming | typeof original) => {
  const opened = await blobs.open(ref);
  expect(opened && Buffer.compare(await readAll(opened.body), bytes)).toBe(0);
};

const scenes: Record<string, Scene> = {
  "stores an array": {
    given: async () => undefined,
    act: (blobs) => putBytes(blobs, bytes),
    check: (blobs) => holds(blobs, incoming),
  },
  "stores a stream": {
    given: async () => undefined,
    act: (blobs) => putBytes(blobs, streamOf(bytes)),
    check: (blobs) => holds(blobs, incoming),
  },
  "copies once": {
    given: (blobs) => putBytes(blobs, bytes),
    act: (blobs, given) => blobs.copyOnce(incoming, given?.etag ?? "", original),
    check: (blobs) => holds(blobs, original),
  },
  removes: {
    given: (blobs) => putBytes(blobs, bytes),
    act: (blobs) => blobs.remove(incoming),
    check: async (blobs) => expect(await blobs.head(incoming)).toBe(undefined),
  },
  reads: {
    given: (blobs) => putBytes(blobs, bytes),
    act: async (blobs) => (await blobs.open(incoming))?.body.cancel(),
    check: (blobs) => holds(blobs, incoming),
  },
};

describe("S3, with each call broken once", () => {
  for (const [name, { given, act, check }] of Object.entries(scenes)) {
    for (const level of ["call", "wire"] as const) {
      it(`${name}, at once or when it is asked again (broken on the level of the ${level})`, async () => {
        await using store = await openS3Fixture();
        const faults = breakCalls(store.client);
        for (const moment of ["before", "after"] as const) {
          for (let broken = 0, calls = 1; broken < calls; broken += 1) {
            for (const ref of [incoming, original]) await store.blobs.remove(ref);
            const start = await given(store.blobs);
            const fault = { level, moment, isBroken: (call: number) => call === broken };
            const { calls: made } = await faults.during(fault, async () => {
              await act(store.blobs, start).catch((error: unknown) => {
                expect(error).toMatchObject({ code: "unavailable", cause: { code: "ECONNRESET" } });
                return act(store.blobs, start);
              });
            });
            calls = made - 1;
            await check(store.blobs);
          }
        }
      });
    }
  }
});
