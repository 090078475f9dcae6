import { type ExpectedUpload, Instant, Sha256 } from "@tintype/core";
import * as z from "zod";
import { checksumHeader, checksumOf } from "./upload-signature.ts";

/*
 * What a form says: its policy holds all that it allows, and is what is signed; the other fields repeat it where S3's
 * clients look for it.
 */

const Policy = z.strictObject({
  key: z.string(),
  contentType: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sha256.optional(),
  expiresAt: Instant,
});
export type Policy = ExpectedUpload & { readonly expiresAt: Instant };

/** Where forms are sent. */
export const formTarget = "/blobs/incoming";

export const writePolicy = (policy: Policy): string => Buffer.from(JSON.stringify(policy)).toString("base64url");

/** The policy that was written so; only for texts whose signature holds. */
export const readPolicy = (text: string): Policy =>
  Policy.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));

/** All fields of the form, in the order in which they are sent; the file follows. */
export const fieldsOf = (
  { key, contentType, sha256 }: Policy,
  policy: string,
  signature: string,
): Readonly<Record<string, string>> => ({
  key,
  "Content-Type": contentType,
  ...(sha256 !== undefined && {
    "x-amz-checksum-algorithm": "SHA256",
    [checksumHeader]: checksumOf(sha256),
  }),
  policy,
  "x-amz-signature": signature,
});

/** The text that is signed. */
export const messageOfPolicy = (policy: string): string => JSON.stringify(["POST", policy]);
