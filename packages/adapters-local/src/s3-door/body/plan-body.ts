import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { checksumPrefix, createChecksum } from "./checksums.ts";

/** What a request says of its body before it comes. */
export interface BodyPlan {
  /** Decoded. */
  readonly bytes: number;
  /** In hexadecimal, where the body's own hash was signed. */
  readonly sha256: string | undefined;
  readonly md5: string | undefined;
  readonly isChunked: boolean;
  readonly isSignedByChunk: boolean;
  readonly hasTrailers: boolean;
  readonly checksum: StatedChecksum | undefined;
}

export interface StatedChecksum {
  readonly algorithm: string;
  /** Comes after the body where it is not here. */
  readonly expected?: string;
}

/** What the header `x-amz-checksum-…` tells of: the object when an upload in parts is completed, otherwise the body. */
export type ChecksumIs = "of the body" | "of the object";

/** Reads the plan; throws what S3 has for one that it would not follow. */
export function planBody(request: S3Request, payload: string, checksumIs: ChecksumIs): BodyPlan {
  const streaming = /^STREAMING-(AWS4-HMAC-SHA256|UNSIGNED)-PAYLOAD(-TRAILER)?$/.exec(payload);
  const isChunked = streaming !== null;
  const hasTrailers = streaming?.[2] !== undefined;
  const isKnown = payload === "UNSIGNED-PAYLOAD" || /^[0-9a-f]{64}$/.test(payload) || isChunked;
  if (!isKnown || payload === "STREAMING-UNSIGNED-PAYLOAD") {
    throw new S3Error(
      "InvalidArgument",
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
    );
  }
  if (!isChunked && request.headers.has("x-amz-decoded-content-length")) {
    throw new S3Error("InvalidRequest", "A body in chunks has a hash that says so.");
  }
  return {
    bytes: lengthOf(request, isChunked),
    sha256: payload.length === 64 ? payload : undefined,
    md5: md5Of(request),
    isChunked,
    isSignedByChunk: streaming?.[1] === "AWS4-HMAC-SHA256",
    hasTrailers,
    checksum: checksumIs === "of the body" ? checksumOf(request, hasTrailers) : undefined,
  };
}

/** Node has seen to it that a request has one length, and not two. */
function lengthOf({ headers }: S3Request, isChunked: boolean): number {
  const isPlain = !headers.has("transfer-encoding");
  const length = isChunked ? headers.get("x-amz-decoded-content-length") : isPlain && headers.get("content-length");
  if (!length || !/^(?:0|[1-9]\d{0,14})$/.test(length)) {
    throw new S3Error("MissingContentLength", "You must provide the Content-Length HTTP header.");
  }
  return Number(length);
}

function md5Of({ headers }: S3Request): string | undefined {
  const md5 = headers.get("content-md5");
  if (md5 !== undefined && !/^[A-Za-z0-9+/]{22}==$/.test(md5)) {
    throw new S3Error("InvalidDigest", "The Content-MD5 you specified is not valid.");
  }
  return md5;
}

/** The one checksum that is stated in the head, or announced for the end of a body with trailers. */
export function checksumOf({ headers, query }: S3Request, hasTrailers = false): StatedChecksum | undefined {
  const stated = [...headers, ...query].filter(([name]) => name.startsWith(checksumPrefix) && !about.includes(name));
  const trailer = headers.get("x-amz-trailer");
  if (hasTrailers !== (trailer !== undefined)) {
    throw new S3Error("InvalidRequest", "x-amz-trailer and x-amz-content-sha256 do not say the same.");
  }
  const names = [...stated.map(([name]) => name), ...(trailer === undefined ? [] : [trailer.toLowerCase()])];
  const algorithm = names[0]?.slice(checksumPrefix.length);
  if (names.length > 1 || (algorithm !== undefined && !isChecksum(names[0] ?? ""))) {
    throw new S3Error("InvalidRequest", "Expecting a single x-amz-checksum- header of an algorithm that S3 has.");
  }
  const announced = (
    headers.get("x-amz-sdk-checksum-algorithm") ?? query.get("x-amz-sdk-checksum-algorithm")
  )?.toLowerCase();
  if (announced !== undefined && announced !== algorithm) {
    throw new S3Error(
      "InvalidRequest",
      "x-amz-sdk-checksum-algorithm specified, but no corresponding checksum was found.",
    );
  }
  if (algorithm === undefined) return undefined;
  const expected = stated[0]?.[1];
  return expected === undefined ? { algorithm } : { algorithm, expected };
}

/** These say something about checksums, and are none. */
const about = [`${checksumPrefix}mode`, `${checksumPrefix}algorithm`, `${checksumPrefix}type`];

const isChecksum = (name: string): boolean =>
  name.startsWith(checksumPrefix) && createChecksum(name.slice(checksumPrefix.length)) !== undefined;
