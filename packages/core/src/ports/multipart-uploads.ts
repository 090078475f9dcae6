import type { CallOptions } from "../shared/call-options.ts";
import type { Instant } from "../shared/instant.ts";

/** Names one upload in parts: of that blob in `incoming`, under the id that the store gave it. */
export interface MultipartRef {
  readonly key: string;
  readonly uploadId: string;
}

/** One that was begun, and neither completed nor aborted. */
export interface OpenMultipart extends MultipartRef {
  /** By the store's own clock. */
  readonly startedAt: Instant;
}

/** A part to complete an upload with. */
export interface MultipartPart {
  readonly number: number;
  /** As the store told when it received the part, without quotes. */
  readonly etag: string;
}

export interface ReceivedPart extends MultipartPart {
  readonly bytes: number;
}

/** One request of the upload's, as S3 has it (docs.aws.amazon.com/AmazonS3/latest/API). */
export type MultipartRequest =
  | { readonly kind: "begin"; readonly key: string; readonly contentType: string }
  | ({ readonly kind: "part"; readonly number: number; readonly bytes: number } & MultipartRef)
  | ({ readonly kind: "list" | "complete" | "abort" } & MultipartRef);

/** An HTTP request that anybody who holds this may send, once or again. */
export interface SignedRequest {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly url: string;
  /** To be sent as they are. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Instant;
}

/**
 * Uploads of one blob of `incoming` in several requests, which may come in any order, again, and days apart. Nothing is
 * under the key until such an upload is completed, and then all of it at once. A key that no blob can have is
 * `invalid_blob_key`.
 */
export interface MultipartUploads {
  /** Begins an upload, and tells its id; asked again, another one. */
  begin(key: string, contentType: string, options?: CallOptions): Promise<string>;

  /**
   * Permission to send one request straight to the store, without a token; like those of `UploadTickets`. What is asked
   * for is signed, the number and the length of a part with it: the store refuses anything else. Keys that clients name
   * (`u/…`) are `invalid_blob_key` here. Answers are S3's: XML,
   * and for parts an `ETag`. Signing is local work: the upload need not exist. A number that no part can have is
   * `parts_refused`.
   */
  sign(request: MultipartRequest, expiresAt: Instant, options?: CallOptions): Promise<SignedRequest>;

  /** The parts that have arrived, by number; `undefined` where there is no such upload (any more). */
  received(upload: MultipartRef, options?: CallOptions): Promise<readonly ReceivedPart[] | undefined>;

  /**
   * Puts the blob together from these parts, in the order of their numbers; others are dropped. `parts_refused` when
   * there are none, one has not arrived or has another ETag, the numbers do not ascend, or any but the last is smaller
   * than 5 MiB: then nothing changes. Completing again resolves. `upload_gone` when there is no such upload and no blob.
   */
  complete(upload: MultipartRef, parts: readonly MultipartPart[], options?: CallOptions): Promise<void>;

  /** Ends the upload and drops its parts; what it has completed stays. Resolves when there is nothing to end. */
  abort(upload: MultipartRef, options?: CallOptions): Promise<void>;

  /** Every upload that is open and whose key starts with `prefix`, in no order. */
  list(prefix: string, options?: CallOptions): AsyncIterable<OpenMultipart>;
}
