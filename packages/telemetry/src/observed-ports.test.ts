import { describeBlobStore, describePhotoRepository, describeShareRepository } from "@tintype/core/contracts";
import { createManualClock, createMemoryBlobStore, createMemoryMetadata } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { carryTrace } from "./carry-trace.ts";
import { countPhotos } from "./count-photos.ts";
import { observeBlobs } from "./observe-blobs.ts";
import { createRecorder } from "./recorder.fixture.ts";

const runner = { describe, it, expect };

describeBlobStore(runner, "memory, observed", async () => {
  const recorder = createRecorder();
  const blobs = createMemoryBlobStore({ clock: createManualClock() });
  return {
    blobs: observeBlobs(blobs, recorder.observer),
    [Symbol.asyncDispose]: () => recorder[Symbol.asyncDispose](),
  };
});

const openMetadata: Parameters<typeof describeShareRepository>[2] = async (clock) => {
  const recorder = createRecorder();
  const store = createMemoryMetadata({ clock, repeats: 0 });
  return {
    ...store,
    photos: countPhotos(carryTrace(store.photos), recorder.observer),
    shares: carryTrace(store.shares),
    settled: async () => {},
    [Symbol.asyncDispose]: () => recorder[Symbol.asyncDispose](),
  };
};

describePhotoRepository(runner, "memory, observed", openMetadata);
describeShareRepository(runner, "memory, observed", openMetadata);
