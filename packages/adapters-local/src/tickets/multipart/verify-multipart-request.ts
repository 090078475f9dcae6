import { type Instant, type MultipartRequest, millisOf, type Secrets } from "@tintype/core";
import { headerOf, lengthOf, refused, type UploadHead, type UploadRefusal } from "../upload-refusal.ts";
import { type MultipartTarget, messageOfRequest, readMultipartTarget } from "./multipart-signature.ts";

type MultipartVerdict = { readonly request: MultipartRequest } | { readonly refused: UploadRefusal };

/** Whether the request is one that `MultipartUploads.sign` permitted, at that moment. */
export async function verifyMultipartRequest(
  secrets: Secrets,
  head: UploadHead,
  now: Instant,
): Promise<MultipartVerdict> {
  const target = readMultipartTarget(head.target);
  if (target === undefined) return refused(403, "AccessDenied", "This address was not given out for an upload.");
  const request = requestOf(head, target);
  const isOurs =
    request !== undefined &&
    (await secrets.verify("upload-ticket", messageOfRequest(request, target.end), target.signature));
  if (!isOurs) return refused(403, "SignatureDoesNotMatch", otherwise);
  if (millisOf(now) >= target.end * 1_000) return refused(403, "AccessDenied", "Request has expired");
  return { request };
}

const otherwise = "The method, address, length or type is not the one that was signed.";

/** What the request would have to be permitted as. */
function requestOf(head: UploadHead, { key, uploadId, number }: MultipartTarget): MultipartRequest | undefined {
  const { method } = head;
  if (uploadId === undefined) {
    return method === "POST" ? { kind: "begin", key, contentType: headerOf(head, "content-type") ?? "" } : undefined;
  }
  if (number !== undefined) {
    return method === "PUT" ? { kind: "part", key, uploadId, number, bytes: lengthOf(head) ?? -1 } : undefined;
  }
  const kind = kinds[method];
  return kind && { kind, key, uploadId };
}

const kinds: Readonly<Record<string, "list" | "complete" | "abort">> = {
  GET: "list",
  POST: "complete",
  DELETE: "abort",
};
