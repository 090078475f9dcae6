import type { ByteRange } from "../shared/byte-range.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { Sha256 } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";

/**
 * `incoming`: what clients wrote, trusted by nobody, emptied by age. `originals`: what we accepted, written once.
 * `media`: what we made, written once and served to the world under signed addresses.
 */
export type BlobArea = "incoming" | "originals" | "media";

/**
 * Names one blob. Keys are 1 to 512 characters of `[A-Za-z0-9._/-]`. In `incoming`, those that begin with `u/` are whatever
 * clients chose: up to 1,024 bytes of UTF-8, all of them but control characters and what is no character at all (lone
 * surrogates, U+FFFE, U+FFFF). Nowhere is a segment empty, `.` or `..`. Others are refused: `invalid_blob_key`. Nothing is
 * normalised or folded: keys are one where their bytes are.
 */
export interface BlobRef {
  readonly area: BlobArea;
  readonly key: string;
}

export interface BlobInfo extends BlobRef {
  readonly bytes: number;
  /** Without quotes. Differs whenever the bytes do; the same bytes written twice may have two. */
  readonly etag: string;
  /** When the blob came to lie under this key, by the store's own clock: a copy is as old as the copying. */
  readonly modifiedAt: Instant;
}

export interface StoredBlob extends BlobInfo {
  readonly sha256: Sha256;
}

export interface OpenBlob extends BlobInfo {
  /** The part that `body` holds; the whole blob unless a range was asked for (0 to -1 for an empty one). */
  readonly range: ByteRange;
  /** Must be read to its end or cancelled. */
  readonly body: ReadableStream<Uint8Array>;
}

export interface PutBlobOptions extends CallOptions {
  /** How many bytes `body` will have. Fewer or more: `blob_size_mismatch`, and nothing is stored. */
  readonly bytes: number;
}

export interface OpenBlobOptions extends CallOptions {
  /** Must lie inside the blob. Ignored for an empty one. */
  readonly range?: ByteRange | undefined;
  /** Exactly this version: when the blob has another ETag, `blob_changed`. */
  readonly etag?: string | undefined;
}

/**
 * Durable storage of byte sequences. A blob is visible whole or not at all: when a write resolves it survives a loss of
 * power, when it rejects (or the process dies) whatever was under the key before is still there.
 * The content type of a blob follows from its key's extension (`contentTypeOf`).
 * Trouble of the technology is `unavailable`, with the cause; a full disk is `storage_full`. An aborted call rejects
 * with its signal's reason.
 */
export interface BlobStore {
  /**
   * Stores `body` under the key, in place of what was there. Rejects with the body's own error when the body fails;
   * a body that is not wanted to its end is cancelled. Whoever reads the blob meanwhile keeps the version they opened.
   */
  put(ref: BlobRef, body: ReadableStream<Uint8Array> | Uint8Array, options: PutBlobOptions): Promise<StoredBlob>;

  /** Resolves to `undefined` when there is no blob under the key. */
  head(ref: BlobRef, options?: CallOptions): Promise<BlobInfo | undefined>;

  /** Opens the blob, or resolves to `undefined` when there is none. Bytes stream as they are read. */
  open(ref: BlobRef, options?: OpenBlobOptions): Promise<OpenBlob | undefined>;

  /**
   * Copies the version `etag` of `from` to `to`, unless there is a blob at `to` already: that one stays as it is.
   * Resolves to what is at `to` in the end. `blob_changed` when `from` is gone or has another ETag and `to` is empty.
   */
  copyOnce(from: BlobRef, etag: string, to: BlobRef, options?: CallOptions): Promise<BlobInfo>;

  /** Removes the blob. Removing what is not there succeeds. */
  remove(ref: BlobRef, options?: CallOptions): Promise<void>;

  /**
   * Every blob of the area whose key starts with `prefix`, in ascending order of key (`compareKeys`: by the bytes of
   * UTF-8). Blobs that come or go meanwhile may or may not be among them; all others are, once.
   */
  list(area: BlobArea, prefix: string, options?: CallOptions): AsyncIterable<BlobInfo>;
}
