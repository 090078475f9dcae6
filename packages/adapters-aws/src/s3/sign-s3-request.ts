import {
  type AbortMultipartUploadCommand,
  type CompleteMultipartUploadCommand,
  type CreateMultipartUploadCommand,
  type HeadBucketCommand,
  type ListPartsCommand,
  type PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  type UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { type Clock, type Instant, instantFromMillis, millisOf } from "@tintype/core";
import { translateS3Error } from "./translate-s3-error.ts";

export interface S3SigningOptions {
  /** Region, credentials and endpoint, as clients of the store reach it. */
  readonly config: S3ClientConfig;
  /** Where `incoming` lies. */
  readonly bucket: string;
  readonly clock: Clock;
}

/** A command of S3's, and the headers that have to be sent with it as they are. */
export interface SignableRequest {
  readonly command:
    | HeadBucketCommand
    | PutObjectCommand
    | CreateMultipartUploadCommand
    | UploadPartCommand
    | ListPartsCommand
    | CompleteMultipartUploadCommand
    | AbortMultipartUploadCommand;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the length is signed too; every client says that by itself, and a browser lets nobody else say it. */
  readonly withLength?: boolean;
}

/** From when to when something holds that is signed now. */
export interface SigningTime {
  readonly signedAt: Date;
  /** In seconds. */
  readonly lifetime: number;
  readonly expiresAt: Instant;
}

export function signingTime(clock: Clock, end: Instant): SigningTime {
  const signedAt = Math.floor(millisOf(clock.now()) / 1_000) * 1_000;
  const lifetime = Math.floor((millisOf(end) - signedAt) / 1_000);
  return { signedAt: new Date(signedAt), lifetime, expiresAt: instantFromMillis(signedAt + lifetime * 1_000) };
}

/**
 * A client without checksums of its own. With them the SDK would sign that of an empty body into addresses, and begin
 * uploads whose parts all had to have one.
 */
export const createPlainClient = (config: S3ClientConfig): S3Client =>
  new S3Client({ ...config, requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" });

/** An address that permits that request alone (docs.aws.amazon.com, "Authenticating Requests: Using Query Parameters"). */
export function signS3Request(
  client: S3Client,
  { command, headers, withLength = false }: SignableRequest,
  { signedAt, lifetime }: SigningTime,
): Promise<string> {
  // Signing knows no difference between commands, and TypeScript takes no union of them.
  const signing = getSignedUrl(client, command as PutObjectCommand, {
    signingDate: signedAt,
    expiresIn: lifetime,
    signableHeaders: new Set([...(withLength ? ["content-length"] : []), ...Object.keys(headers)]),
    // In the query they would be parameters that nobody has to send.
    unhoistableHeaders: new Set(Object.keys(headers)),
  });
  return signing.catch((error: unknown) => {
    throw translateS3Error(error);
  });
}
