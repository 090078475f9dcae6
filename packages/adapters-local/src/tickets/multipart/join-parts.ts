import { BlobChanged, type BlobRef, type BlobStore } from "@tintype/core";

/** A version of a part. */
interface PartVersion {
  readonly ref: BlobRef;
  readonly etag: string;
}

/** The parts one after the other, each opened when its turn comes; `blob_changed` when one is no longer what it was. */
export function joinParts(store: BlobStore, parts: readonly PartVersion[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(bytesOf(store, parts));
}

async function* bytesOf(store: BlobStore, parts: readonly PartVersion[]): AsyncGenerator<Uint8Array> {
  for (const { ref, etag } of parts) {
    const part = await store.open(ref, { etag });
    if (part === undefined) throw new BlobChanged();
    yield* part.body;
  }
}
