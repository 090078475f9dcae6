import type { BlobArea, BlobRef } from "./blob-store.ts";
import { InvalidBlobKey } from "./port-errors.ts";

/** What is below `u/` in `incoming` is named by clients, as S3 lets them; all other keys are of our making. */
const isTheirs = (area: BlobArea, text: string): boolean => area === "incoming" && text.startsWith("u/");

/** No segment is empty, `.` or `..`: clients, proxies and stores that keep files make another key of these. */
const segments = /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))/s;
const begun = /^(?!.*(?:^|\/)\.{0,2}\/)/s;
const ours = /^[A-Za-z0-9._/-]{0,512}$/;
/** What XML cannot write, in which stores list their keys, nor any header. */
const unwritable = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

const isWritten = (area: BlobArea, text: string): boolean =>
  isTheirs(area, text) ? !unwritable.test(text) && new TextEncoder().encode(text).length <= 1_024 : ours.test(text);

/** Whether every store can hold a blob under the key; which ones these are is told at `BlobRef`. */
export const isBlobKey = ({ area, key }: BlobRef): boolean => isWritten(area, key) && segments.test(key);

/** Whether the key of some blob may begin so. Every BlobStore lists nothing for other prefixes. */
export const isBlobPrefix = (area: BlobArea, prefix: string): boolean => isWritten(area, prefix) && begun.test(prefix);

/** Throws `invalid_blob_key` unless the key is one that every store can hold. Every BlobStore calls it first. */
export function checkBlobKey(ref: BlobRef): void {
  if (!isBlobKey(ref)) throw new InvalidBlobKey();
}

/** Throws `invalid_blob_key` unless the key is one that we make, which looks the same in every address. */
export function checkPlainKey(key: string): void {
  checkBlobKey({ area: "media", key });
}

/** Throws `invalid_blob_key` unless an address can be signed for the resource. Every UrlSigner calls it first. */
export function checkResource(resource: string): void {
  checkPlainKey(resource.replace(/\/\*$/, ""));
}

/** Whether a key comes before another (less than 0) or after it: by the bytes of UTF-8, as S3 lists them. */
export function compareKeys(one: string, other: string): number {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index += 1) {
    const [a, b] = [one.charCodeAt(index), other.charCodeAt(index)];
    if (a !== b) return placeOf(a) - placeOf(b);
  }
  return one.length - other.length;
}

/** Surrogates stand for what comes after all other characters, and have smaller numbers than some. */
const placeOf = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit);

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
