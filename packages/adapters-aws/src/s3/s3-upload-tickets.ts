import { PutObjectCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { type Clock, checkBlobKey, instantFromMillis, millisOf, type UploadTickets } from "@tintype/core";
import { translateS3Error } from "./translate-s3-error.ts";

export interface S3UploadTicketsOptions {
  /** Region, credentials and endpoint, as clients of the store reach it. */
  readonly config: S3ClientConfig;
  /** Where `incoming` lies. */
  readonly bucket: string;
  readonly clock: Clock;
}

/**
 * Presigned PUTs (docs.aws.amazon.com, "Authenticating Requests: Using Query Parameters"). The size, the type and the
 * stated hash are signed headers, so S3 itself refuses anything else. A ticket ends when its credentials do, if sooner.
 */
export function createS3UploadTickets({ config, bucket, clock }: S3UploadTicketsOptions): UploadTickets {
  let client: S3Client | undefined;
  return {
    async put({ key, contentType, bytes, sha256 }, expiresAt, options) {
      options?.signal?.throwIfAborted();
      checkBlobKey({ area: "incoming", key });
      client ??= signingClient(config);
      const signedAt = Math.floor(millisOf(clock.now()) / 1_000) * 1_000;
      const lifetime = Math.floor((millisOf(expiresAt) - signedAt) / 1_000);
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
      const signing = getSignedUrl(client, command, {
        signingDate: new Date(signedAt),
        expiresIn: lifetime,
        // The length is signed too; every client says that by itself, and a browser lets nobody else say it.
        signableHeaders: new Set(["content-length", ...Object.keys(headers)]),
        // In the query it would be a parameter that nobody has to send.
        unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
      });
      const url = await signing.catch((error: unknown) => {
        throw translateS3Error(error);
      });
      return { method: "PUT", url, headers, expiresAt: instantFromMillis(signedAt + lifetime * 1_000) };
    },
  };
}

// With checksums of its own the SDK would sign that of an empty body into the address.
const signingClient = (config: S3ClientConfig): S3Client =>
  new S3Client({ ...config, requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" });
