import type { BlobRef, BlobStore } from "@tintype/core";
import type { PartStore } from "../tickets/multipart/part-store.ts";
import type { ChecksumIs } from "./body/plan-body.ts";
import type { ReceivedBody } from "./body/receive-body.ts";
import type { CompletedUploads } from "./completed-uploads.ts";
import type { S3Request } from "./s3-request.ts";
import type { Turns } from "./turns.ts";

/** What operations work on. */
export interface Storage {
  readonly blobs: BlobStore;
  readonly parts: PartStore;
  readonly turns: Turns;
  readonly completed: CompletedUploads;
  readonly bucket: string;
  /** Where clients reach the bucket. */
  readonly publicUrl: string;
  /** What one request, and one object, may have. */
  readonly mostBytes: number;
}

/** A request whose signature holds, of somebody who may be here. */
export interface Call {
  readonly request: S3Request;
  /** Below this they may do everything, elsewhere nothing. */
  readonly prefix: string;
  /** Begins to take the body, of which there may be so many bytes. Throws `EntityTooLarge`, and what `planBody` throws. */
  receive(mostBytes: number, checksumIs?: ChecksumIs): ReceivedBody;
}

/** A request about one object, which lies below the prefix. */
export interface ObjectCall extends Call {
  readonly ref: BlobRef;
}

export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is XML. */
  readonly body?: string | ReadableStream<Uint8Array>;
}
