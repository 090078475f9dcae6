import { CopyObjectCommand } from "@aws-sdk/client-s3";
import { BlobChanged, type BlobInfo, type BlobRef, type CallOptions, Unavailable } from "@tintype/core";
import { headBlob } from "./head-blob.ts";
import { headersOf, placeOf, quoted, type S3BlobStoreOptions, sending } from "./s3.ts";
import { isMissing, statusOf } from "./translate-s3-error.ts";

const ATTEMPTS = 5;

/**
 * Copies within S3, which checks both at once: the source must be that version, and there must be nothing at the target.
 * The look at the target beforehand is for S3-compatible stores, of which many ignore `If-None-Match` here: with them
 * only copies at the very same moment can replace one another.
 */
export async function copyOnce(
  s3: S3BlobStoreOptions,
  from: BlobRef,
  etag: string,
  to: BlobRef,
  options?: CallOptions,
): Promise<BlobInfo> {
  const { Bucket, Key } = placeOf(s3, from);
  const command = new CopyObjectCommand({
    ...placeOf(s3, to),
    // The SDK sends this header as it is.
    CopySource: `${Bucket}/${encodeURIComponent(Key).replaceAll("%2F", "/")}`,
    CopySourceIfMatch: quoted(etag),
    IfNoneMatch: "*",
    // What a client said about its bytes is not copied.
    MetadataDirective: "REPLACE",
    ...headersOf(to),
  });
  const before = await headBlob(s3, to, options);
  if (before !== undefined) return before;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const isRefused = await sending(async (beside) => {
      try {
        await s3.client.send(command, beside);
        return false;
      } catch (error) {
        if (isMissing(error) || statusOf(error) === 412) return true;
        // Somebody else is writing the target (`ConditionalRequestConflict`): what they wrote is what counts.
        if (statusOf(error) === 409) return false;
        throw error;
      }
    }, options);
    const there = await headBlob(s3, to, options);
    if (there !== undefined) return there;
    if (isRefused) throw new BlobChanged();
  }
  throw new Unavailable("What was copied is removed again and again.");
}
