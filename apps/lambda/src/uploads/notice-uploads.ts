import { type PhotoId, photoOfKey, system, type Tintype, TintypeError } from "@tintype/core";
import type { SQSRecord } from "aws-lambda";
import * as z from "zod";
import type { BatchOptions } from "../batches/create-batch-handler.ts";
import type { Logger } from "../log.ts";

export interface UploadNoticeOptions {
  readonly tintype: Pick<Tintype, "photos">;
  /** The bucket whose objects are uploads. */
  readonly bucket: string;
  readonly logger: Pick<Logger, "told">;
}

/**
 * Notices uploads by what S3 tells a queue about new objects (docs.aws.amazon.com/AmazonS3, "Event message structure").
 * That comes late, twice and in any order; a photo takes note of its bytes once, with the ETag that they have then.
 */
export function noticeUploads({ tintype, bucket, logger }: UploadNoticeOptions): BatchOptions["work"] {
  return async (record, options) => {
    for (const photo of photosIn(record, bucket)) {
      try {
        await tintype.photos.confirmUpload(system, photo, options);
      } catch (error) {
        if (!isTooLate(error)) throw error;
        logger.told("upload_unclaimed", { photo, code: error.code });
      }
    }
  };
}

/** There is no such photo any more, or its bytes have gone again. */
const isTooLate = (error: unknown): error is TintypeError =>
  error instanceof TintypeError && (error.code === "photo_not_found" || error.code === "upload_missing");

/** S3 begins with a test event, which has no records. */
const Notification = z.object({
  Records: z
    .array(
      z.object({
        eventName: z.string(),
        s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
      }),
    )
    .default([]),
});

/** Whose bytes have arrived. What people put below `u/` with credentials of their own, they name when they claim it. */
function photosIn({ body }: SQSRecord, bucket: string): readonly PhotoId[] {
  return Notification.parse(JSON.parse(body))
    .Records.filter(({ eventName, s3 }) => eventName.startsWith("ObjectCreated:") && s3.bucket.name === bucket)
    .map(({ s3 }) => photoOfKey(decodeURIComponent(s3.object.key.replaceAll("+", " "))))
    .filter((photo) => photo !== undefined);
}
