import { type ExpectedUpload, type Instant, millisOf, type Secrets } from "@tintype/core";
import { headerOf, lengthOf, refused, type UploadHead, type UploadRefusal } from "./upload-refusal.ts";
import { checksumHeader, messageOf, readChecksum, readTarget } from "./upload-signature.ts";

type UploadVerdict = { readonly upload: ExpectedUpload } | { readonly refused: UploadRefusal };

/** Whether the request is one that a ticket of ours allows at that moment, and if so what its body must be. */
export async function verifyUploadTicket(secrets: Secrets, head: UploadHead, now: Instant): Promise<UploadVerdict> {
  const ticket = readTarget(head.target);
  if (ticket === undefined) return refused(403, "AccessDenied", "This address was not given out as an upload ticket.");
  if (head.method !== "PUT") return refused(403, "SignatureDoesNotMatch", otherwise);

  const bytes = lengthOf(head);
  if (bytes === undefined) {
    return refused(411, "MissingContentLength", "State the length of the body in Content-Length.");
  }
  const checksum = head.headers[checksumHeader];
  const sha256 = typeof checksum === "string" ? readChecksum(checksum) : undefined;
  if (checksum !== undefined && sha256 === undefined) {
    return refused(400, "InvalidDigest", `${checksumHeader} must be one SHA-256 in base64.`);
  }

  const contentType = headerOf(head, "content-type") ?? "";
  const upload: ExpectedUpload = { key: ticket.key, contentType, bytes, sha256 };
  const isOurs = await secrets.verify("upload-ticket", messageOf(upload, ticket.end), ticket.signature);
  if (!isOurs) return refused(403, "SignatureDoesNotMatch", otherwise);
  if (millisOf(now) >= ticket.end * 1_000) return refused(403, "AccessDenied", "Request has expired");
  return { upload };
}

const otherwise = "The method, address, length, type or checksum is not the one that this ticket was given for.";
