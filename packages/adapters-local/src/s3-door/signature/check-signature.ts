import { timingSafeEqual } from "node:crypto";
import { type Instant, millisOf } from "@tintype/core";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { canonicalRequest, stringToSign } from "./canonical-request.ts";
import type { ClaimedSignature } from "./read-signature.ts";
import { sign } from "./signing-key.ts";

const mostSkew = 15 * 60 * 1_000;

/** Throws unless the request was signed with the key, and says all that it must have signed. */
export function checkSignature(request: S3Request, claimed: ClaimedSignature, key: Buffer): void {
  const { signedHeaders, date, scope, payload, signature } = claimed;
  const expected = sign(key, stringToSign(date, scope, canonicalRequest(request, signedHeaders, payload)));
  if (!isSame(signature, expected)) {
    throw new S3Error(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  }
  const unsigned = [...request.headers.keys()].filter((name) => mustBeSigned(name) && !signedHeaders.includes(name));
  if (unsigned.length > 0 || !signedHeaders.includes("host")) {
    throw new S3Error("AccessDenied", "There were headers present in the request which were not signed.");
  }
}

/** Throws unless the request was signed within a quarter of an hour, or is at an address whose time has not passed. */
export function checkTime({ signedAt, expires }: ClaimedSignature, now: Instant): void {
  const age = millisOf(now) - millisOf(signedAt);
  if (expires === undefined) {
    if (Math.abs(age) <= mostSkew) return;
    throw new S3Error(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
    );
  }
  if (age < -mostSkew) throw new S3Error("AccessDenied", "Request is not yet valid");
  if (age >= expires * 1_000) throw new S3Error("AccessDenied", "Request has expired");
}

/** Whether two signatures are the same, in a time that tells nothing. */
export const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const mustBeSigned = (name: string): boolean => name.startsWith("x-amz-");
