import { StorageFull, TintypeError, Unavailable } from "@tintype/core";

/** What the port says where S3 could not do its work. An abort stays what the caller's signal says. */
export function translateS3Error(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof TintypeError) return error;
  if (statusOf(error) === 507) return new StorageFull({ cause: error });
  return new Unavailable("The storage cannot answer right now: try again in a moment.", { cause: error });
}

/** The HTTP status of an answer that the SDK threw, `undefined` when there was none. */
export function statusOf(error: unknown): number | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } } | undefined)?.$metadata
    ?.httpStatusCode;
}

/** Whether there is no such blob. A bucket that is missing is trouble, not an absence (a HEAD cannot tell them apart). */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404 && (error as Error).name !== "NoSuchBucket";
}
