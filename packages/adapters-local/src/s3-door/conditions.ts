import type { BlobInfo } from "@tintype/core";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

type Headers = S3Request["headers"];

/** Throws unless a write may go ahead, given what is under the key. */
export function checkWrite(headers: Headers, there: BlobInfo | undefined): void {
  const [none, match] = [headers.get("if-none-match"), headers.get("if-match")];
  if (none !== undefined && none !== "*") throw new S3Error("NotImplemented", "If-None-Match of a write is *.");
  if (none !== undefined && there !== undefined) throw failed();
  if (match === undefined) return;
  if (there === undefined) throw new S3Error("NoSuchKey", "The specified key does not exist.");
  if (!isAmong(match, there.etag)) throw failed();
}

/** Whether a read is to be answered with the bytes; throws `PreconditionFailed` (RFC 9110 section 13.2.2). */
export function checkRead(headers: Headers, { etag, modifiedAt }: BlobInfo): "fresh" | "wanted" {
  const modified = Math.floor(Date.parse(modifiedAt) / 1_000) * 1_000;
  const since = (name: string) => Date.parse(headers.get(name) ?? "");
  const [match, none] = [headers.get("if-match"), headers.get("if-none-match")];
  const isOther = match === undefined ? modified > since("if-unmodified-since") : !isAmong(match, etag);
  if (isOther) throw failed();
  const isFresh = none === undefined ? modified <= since("if-modified-since") : isAmong(none, etag);
  return isFresh ? "fresh" : "wanted";
}

const isAmong = (header: string, etag: string): boolean =>
  header.trim() === "*" ||
  header.split(",").some((text) => text.trim().replace(/^W\//, "").replaceAll('"', "") === etag);

const failed = () => new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
