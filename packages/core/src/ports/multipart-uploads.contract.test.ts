import { describe, expect, it } from "vitest";
import { plus } from "../shared/instant.ts";
import { createMemoryBlobStore } from "./blob-store.memory.ts";
import { createManualClock } from "./clock.fixture.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { describeMultipartUploads } from "./multipart-uploads.contract.ts";
import { createMemoryMultipartUploads } from "./multipart-uploads.memory.ts";
import type { MultipartUploads } from "./multipart-uploads.ts";
import type { MultipartUploadsFixture } from "./multipart-uploads-probes.fixture.ts";

async function opened(): Promise<MultipartUploadsFixture & AsyncDisposable> {
  const clock = createManualClock();
  const blobs = createMemoryBlobStore({ clock });
  const uploads = createMemoryMultipartUploads({ blobs, clock });
  return {
    uploads,
    blobs,
    soon: plus(clock.now(), 60_000),
    async expired(request) {
      const signed = await uploads.sign(request, plus(clock.now(), 60_000));
      clock.advance(60_000);
      return signed;
    },
    send: (request) => uploads.send(request),
    [Symbol.asyncDispose]: async () => {},
  };
}

describeMultipartUploads({ describe, it, expect }, "memory", opened);

describe("the contract of MultipartUploads", () => {
  /** Those tests that fail with uploads that are changed like this. */
  const failures = (
    change: (uploads: MultipartUploads, fixture: MultipartUploadsFixture) => Partial<MultipartUploads>,
    ...names: string[]
  ) => {
    const broken = async () => {
      const fixture = await opened();
      return { ...fixture, uploads: { ...fixture.uploads, ...change(fixture.uploads, fixture) } };
    };
    return failuresOf(expect, (runner) => describeMultipartUploads(runner, "broken", broken), names);
  };

  it("catches uploads that can be completed with anything", async () => {
    const names = [
      "is refused with parts that have not arrived, in another order, twice, or none; and nothing has changed",
      "is refused with a part that was replaced",
      "is refused where any part but the last is smaller than 5 MiB",
    ];
    const complete: MultipartUploads["complete"] = async () => {};
    expect(await failures(() => ({ complete }), ...names)).toEqual(names);
  });

  it("catches uploads that cannot be completed or aborted again", async () => {
    const names = [
      "is over when it has been completed; completing it again changes nothing",
      "leaves nothing behind when it is aborted, once or again",
    ];
    const once = ({ received, complete, abort }: MultipartUploads): Partial<MultipartUploads> => ({
      async complete(upload, parts) {
        if ((await received(upload)) === undefined) throw new Error("It is over.");
        await complete(upload, parts);
      },
      async abort(upload) {
        if ((await received(upload)) === undefined) throw new Error("It is over.");
        await abort(upload);
      },
    });
    expect(await failures(once, ...names)).toEqual(names);
  });

  it("catches uploads that stay open", async () => {
    const names = [
      "is over when it has been completed; completing it again changes nothing",
      "leaves nothing behind when it is aborted, once or again",
      "is refused of what was aborted, or never begun",
    ];
    const endless = ({ received }: MultipartUploads): Partial<MultipartUploads> => ({
      received: async (upload) => (await received(upload)) ?? [],
      abort: async () => {},
    });
    expect(await failures(endless, ...names)).toEqual(names);
  });

  it("catches uploads that are not listed, or not by their key", async () => {
    const names = ["is listed by its key from beginning to end, with the time at which it began"];
    expect(await failures(() => ({ async *list() {} }), ...names)).toEqual(names);
    expect(await failures(({ list }) => ({ list: () => list("") }), ...names)).toEqual(names);
  });

  it("catches parts that are blobs before their time", async () => {
    const names = [
      "becomes one blob when it is completed, and nothing before",
      "leaves what was there until it is completed, and replaces it then",
    ];
    const hasty = (_: MultipartUploads, { blobs }: MultipartUploadsFixture): Partial<MultipartUploads> => ({
      async begin(key) {
        await blobs.put({ area: "incoming", key }, new Uint8Array(1), { bytes: 1 });
        return "upload-1";
      },
    });
    expect(await failures(hasty, ...names)).toEqual(names);
  });

  it("catches a store that takes whatever part comes, at whatever time", async () => {
    const names = [
      "is refused with another length, number, key or upload, or by another method",
      "leaves what was received before",
      "is refused after its time, and so is every other request",
    ];
    const careless = async () => {
      const fixture = await opened();
      const send: typeof fixture.send = async (request) => {
        const answer = await fixture.send(request);
        return answer.status < 400 ? answer : { ...answer, status: 200 };
      };
      return { ...fixture, send };
    };
    expect(await failuresOf(expect, (runner) => describeMultipartUploads(runner, "careless", careless), names)).toEqual(
      names,
    );
  });
});
