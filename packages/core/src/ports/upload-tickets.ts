import type { CallOptions } from "../shared/call-options.ts";
import type { Sha256 } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";

/** What somebody may write, once we have said so: exactly this much, of this type, under this key of `incoming`. */
export interface ExpectedUpload {
  readonly key: string;
  readonly contentType: string;
  readonly bytes: number;
  /** When stated, other bytes are refused. */
  readonly sha256?: Sha256 | undefined;
}

/** One HTTP request that anybody who holds this may send, with the bytes as its body. */
export interface PutTicket {
  readonly method: "PUT";
  readonly url: string;
  /** To be sent as they are, with the length that every client states by itself; they are part of what was signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Instant;
}

/** One form (`multipart/form-data`) that anybody who holds this may send: these fields, and after them `file`. */
export interface PostTicket {
  readonly method: "POST";
  readonly url: string;
  /** To be sent as they are, all of them and no others; `key` is among them. The file's own part may say any type. */
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: Instant;
}

/**
 * Permissions to write one blob straight into the store, without a token and without passing the API. What a ticket
 * allows is signed: another key, size, type or hash, or a late arrival, is refused by the store. A ticket can be used
 * again until it expires, which replaces the blob. The answer is 200 or 204 with an `ETag`.
 *
 * Signing is local work: nothing is asked of the store, and the upload need not exist. A key that no blob can have,
 * or that clients choose (`u/…`), is `invalid_blob_key`. A ticket ends at `expiresAt`, or within the second before.
 */
export interface UploadTickets {
  /** For whoever can send bytes as they are. */
  put(upload: ExpectedUpload, expiresAt: Instant, options?: CallOptions): Promise<PutTicket>;

  /** For forms, as browsers send them by themselves. Fields that come after `file` may be overlooked. */
  post(upload: ExpectedUpload, expiresAt: Instant, options?: CallOptions): Promise<PostTicket>;
}
