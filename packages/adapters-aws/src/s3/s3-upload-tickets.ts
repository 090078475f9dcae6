import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { checkPlainKey, type UploadTickets } from "@tintype/core";
import { signS3Form } from "./sign-s3-form.ts";
import { createPlainClient, type S3SigningOptions, signingTime, signS3Request } from "./sign-s3-request.ts";

/**
 * Presigned PUTs and POSTs. The size, the type and the stated hash are signed, so S3 itself refuses anything else. A ticket
 * ends when its credentials do, if sooner.
 */
export function createS3UploadTickets({ config, bucket, clock }: S3SigningOptions): UploadTickets {
  let client: S3Client | undefined;
  return {
    async put({ key, contentType, bytes, sha256 }, end, options) {
      options?.signal?.throwIfAborted();
      checkPlainKey(key);
      client ??= createPlainClient(config);
      const time = signingTime(clock, end);
      const headers = {
        "content-type": contentType,
        ...(sha256 !== undefined && { "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64") }),
      };
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentLength: bytes,
        ContentType: contentType,
        ChecksumSHA256: headers["x-amz-checksum-sha256"],
      });
      const url = await signS3Request(client, { command, headers, withLength: true }, time);
      return { method: "PUT", url, headers, expiresAt: time.expiresAt };
    },

    async post(upload, end, options) {
      options?.signal?.throwIfAborted();
      checkPlainKey(upload.key);
      client ??= createPlainClient(config);
      const time = signingTime(clock, end);
      return { method: "POST", ...(await signS3Form(client, bucket, upload, time)), expiresAt: time.expiresAt };
    },
  };
}
