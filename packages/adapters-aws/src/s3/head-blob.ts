import { HeadObjectCommand } from "@aws-sdk/client-s3";
import type { BlobInfo, BlobRef, CallOptions } from "@tintype/core";
import { infoOf, placeOf, type S3BlobStoreOptions, sending } from "./s3.ts";
import { isMissing } from "./translate-s3-error.ts";

export async function headBlob(
  s3: S3BlobStoreOptions,
  ref: BlobRef,
  options?: CallOptions,
): Promise<BlobInfo | undefined> {
  return sending(async (beside) => {
    try {
      const answer = await s3.client.send(new HeadObjectCommand(placeOf(s3, ref)), beside);
      return infoOf(ref, { ...answer, bytes: answer.ContentLength ?? 0 });
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }, options);
}
