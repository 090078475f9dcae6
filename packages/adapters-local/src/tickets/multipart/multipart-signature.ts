import type { MultipartRequest } from "@tintype/core";

/*
 * What is signed of a request about an upload in parts. As with S3, the address holds the key, the upload, the number of
 * the part, the end and the signature; the method and the headers say the rest.
 */

export const methods = { begin: "POST", part: "PUT", list: "GET", complete: "POST", abort: "DELETE" } as const;

/** The text that is signed; `end` is in whole seconds since 1970. */
export function messageOfRequest(request: MultipartRequest, end: number): string {
  switch (request.kind) {
    case "begin":
      return JSON.stringify(["begin", request.key, request.contentType, end]);
    case "part":
      return JSON.stringify(["part", request.key, request.uploadId, request.number, request.bytes, end]);
    case "list":
    case "complete":
    case "abort":
      return JSON.stringify([request.kind, request.key, request.uploadId, end]);
  }
}

export function targetOfRequest(request: MultipartRequest, end: number, signature: string): string {
  const of = request.kind === "begin" ? "uploads=" : `uploadId=${request.uploadId}`;
  const part = request.kind === "part" ? `partNumber=${request.number}&` : "";
  return `/blobs/incoming/${request.key}?${part}${of}&expires=${end}&signature=${signature}`;
}

export interface MultipartTarget {
  readonly key: string;
  /** Absent for a request that begins an upload. */
  readonly uploadId?: string | undefined;
  readonly number?: number | undefined;
  readonly end: number;
  readonly signature: string;
}

const target =
  /^\/blobs\/incoming\/(?<key>(?:(?!\.{1,2}[/?])[A-Za-z0-9._-]+\/)*(?!\.{1,2}\?)[A-Za-z0-9._-]+)\?(?:uploads=|(?:partNumber=(?<number>[1-9]\d{0,4})&)?uploadId=(?<uploadId>[0-9a-z]{1,64}))&expires=(?<end>[1-9]\d{0,10})&signature=(?<signature>[A-Za-z0-9_-]{43})$/;

/** Whether the request is about an upload in parts, or wants to be. */
export const isMultipartTarget = (text: string): boolean => /[?&](?:uploads|uploadId|partNumber)=/.test(text);

/** The parts of a request's target as it stands in the request line; `undefined` unless `targetOfRequest` writes it so. */
export function readMultipartTarget(text: string): MultipartTarget | undefined {
  const { key = "", number, uploadId, end, signature = "" } = target.exec(text)?.groups ?? {};
  if (key === "" || key.length > 512) return undefined;
  return { key, uploadId, number: number === undefined ? undefined : Number(number), end: Number(end), signature };
}
