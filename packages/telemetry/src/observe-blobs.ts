import type { BlobStore } from "@tintype/core";
import type { Observer } from "./observer.ts";

/** The same store. Spans tell which area is touched and how many bytes are put, and never a key. */
export function observeBlobs(blobs: BlobStore, { during }: Observer): BlobStore {
  const within = (area: string, bytes?: number) => ({
    attributes: { "tintype.area": area, ...(bytes !== undefined && { "tintype.bytes": bytes }) },
  });
  return {
    ...blobs,
    put: (ref, body, options) =>
      during("blobs.put", () => blobs.put(ref, body, options), within(ref.area, options.bytes)),
    head: (ref, options) => during("blobs.head", () => blobs.head(ref, options), within(ref.area)),
    open: (ref, options) => during("blobs.open", () => blobs.open(ref, options), within(ref.area)),
    copyOnce: (from, etag, to, options) =>
      during("blobs.copyOnce", () => blobs.copyOnce(from, etag, to, options), within(to.area)),
    remove: (ref, options) => during("blobs.remove", () => blobs.remove(ref, options), within(ref.area)),
  };
}
