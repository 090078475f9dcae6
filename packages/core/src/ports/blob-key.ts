import type { BlobRef } from "./blob-store.ts";
import { InvalidBlobKey } from "./port-errors.ts";

const pattern = /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[A-Za-z0-9._/-]{1,512}$/;

export const isBlobKey = (key: string): boolean => pattern.test(key);

/** Throws `invalid_blob_key` unless the key is one that every store can hold. Every BlobStore calls it first. */
export function checkBlobKey(ref: BlobRef): void {
  if (!isBlobKey(ref.key)) throw new InvalidBlobKey();
}

/** Throws `invalid_blob_key` unless an address can be signed for the resource. Every UrlSigner calls it first. */
export function checkResource(resource: string): void {
  checkBlobKey({ area: "media", key: resource.replace(/\/\*$/, "") });
}

const contentTypes: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  avif: "image/avif",
  gif: "image/gif",
  tiff: "image/tiff",
  heic: "image/heic",
  zip: "application/zip",
};

/** The content type that a blob is served with: its key's extension says. */
export function contentTypeOf(key: string): string {
  return contentTypes[/\.([a-z]+)$/.exec(key)?.[1] ?? ""] ?? "application/octet-stream";
}
