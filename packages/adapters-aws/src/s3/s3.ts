import type { S3Client } from "@aws-sdk/client-s3";
import {
  type BlobArea,
  type BlobInfo,
  type BlobRef,
  type CallOptions,
  contentTypeOf,
  instantFromMillis,
} from "@tintype/core";
import { translateS3Error } from "./translate-s3-error.ts";

export interface S3BlobStoreOptions {
  /** Says region, credentials, endpoint and time-outs. Nothing is sent before the first call. */
  readonly client: S3Client;
  /** The bucket of each area; three different ones. */
  readonly buckets: Readonly<Record<BlobArea, string>>;
}

/** The blob's place, as every command of S3's wants it. */
export const placeOf = ({ buckets }: S3BlobStoreOptions, { area, key }: BlobRef) => ({
  Bucket: buckets[area],
  Key: key,
});

/**
 * What S3 is to say of a blob to whoever gets it. What we made never changes, so that the edge keeps it for a year; what
 * it tells browsers is its own (private, and of copies shorter).
 */
export const headersOf = ({ area, key }: BlobRef) => ({
  ContentType: contentTypeOf(key),
  ...(area === "media" && { CacheControl: "public, max-age=31536000, immutable" }),
});

/** What S3 says about a blob, in the port's words. */
export function infoOf(
  { area, key }: BlobRef,
  { ETag = "", LastModified, bytes }: { ETag?: string | undefined; LastModified?: Date | undefined; bytes: number },
): BlobInfo {
  // Headers tell whole seconds; lists of S3-compatible stores may tell more.
  const seconds = Math.floor((LastModified?.getTime() ?? 0) / 1_000);
  return { area, key, bytes, etag: unquoted(ETag), modifiedAt: instantFromMillis(seconds * 1_000) };
}

export const unquoted = (etag: string): string => etag.replaceAll('"', "");

/** ETags go over the wire in quotes (RFC 9110 section 8.8.3). */
export const quoted = (etag: string): string => `"${etag}"`;

/** Does `send` with what the SDK wants beside a command; rejects in the port's words. */
export async function sending<Result>(
  send: (beside: { readonly abortSignal?: AbortSignal }) => Promise<Result>,
  { signal }: CallOptions = {},
): Promise<Result> {
  try {
    signal?.throwIfAborted();
    return await send(signal === undefined ? {} : { abortSignal: signal });
  } catch (error) {
    throw translateS3Error(error, signal);
  }
}
