import { hash } from "node:crypto";
import type { S3Request } from "../s3-request.ts";

/**
 * What the client must have hashed and signed
 * (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). The path is taken as it came in: S3's clients
 * encode it once, and nothing in it is tidied up. A header that was not sent counts as an empty one.
 */
export function canonicalRequest(
  { method, rawPath, query, headers }: S3Request,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const lines = signedHeaders.map((name) => `${name}:${collapse(headers.get(name) ?? "")}\n`);
  return [method, rawPath, canonicalQuery(query), lines.join(""), signedHeaders.join(";"), payloadHash].join("\n");
}

/** What is signed in the end; `date` as in `x-amz-date`. */
export const stringToSign = (date: string, scope: string, request: string): string =>
  ["AWS4-HMAC-SHA256", date, scope, hash("sha256", request)].join("\n");

function canonicalQuery(query: S3Request["query"]): string {
  const pairs = [...query].filter(([name]) => name !== "X-Amz-Signature");
  const encoded = pairs.map(([name, value]) => [encode(name), encode(value)] as const);
  // By the encoded name alone: no name comes twice.
  encoded.sort(([a], [b]) => (a < b ? -1 : 1));
  return encoded.map(([name, value]) => `${name}=${value}`).join("&");
}

/** RFC 3986's unreserved characters stay as they are, all others are encoded. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const collapse = (value: string): string => value.trim().replace(/[ \t]+/g, " ");
