import { type ExpectedUpload, type Instant, millisOf, type Secrets } from "@tintype/core";
import { checksumHeader, messageOf, readChecksum, readTarget } from "./upload-signature.ts";

/** The head of a request, as it came in. */
export interface UploadHead {
  readonly method: string;
  /** As it stands in the request line; nothing may have parsed or rewritten it. */
  readonly target: string;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What S3 would answer: its status, and what it writes into its XML. */
export interface UploadRefusal {
  readonly status: 400 | 403 | 411;
  readonly code: "AccessDenied" | "BadDigest" | "InvalidDigest" | "MissingContentLength" | "SignatureDoesNotMatch";
  readonly message: string;
}

export type UploadVerdict = { readonly upload: ExpectedUpload } | { readonly refused: UploadRefusal };

/** Whether the request is one that a ticket of ours allows at that moment, and if so what its body must be. */
export async function verifyUploadTicket(secrets: Secrets, head: UploadHead, now: Instant): Promise<UploadVerdict> {
  const ticket = readTarget(head.target);
  if (ticket === undefined) return refused(403, "AccessDenied", "This address was not given out as an upload ticket.");
  if (head.method !== "PUT") return refused(403, "SignatureDoesNotMatch", otherwise);

  const header = (name: string): string | undefined => {
    const value = head.headers[name];
    return typeof value === "string" ? value : undefined;
  };
  const length = header("content-length");
  if (length === undefined || head.headers["transfer-encoding"] !== undefined) {
    return refused(411, "MissingContentLength", "State the length of the body in Content-Length.");
  }
  const checksum = head.headers[checksumHeader];
  const sha256 = typeof checksum === "string" ? readChecksum(checksum) : undefined;
  if (checksum !== undefined && sha256 === undefined) {
    return refused(400, "InvalidDigest", `${checksumHeader} must be one SHA-256 in base64.`);
  }

  const upload: ExpectedUpload = {
    key: ticket.key,
    contentType: header("content-type") ?? "",
    bytes: /^(?:0|[1-9]\d{0,14})$/.test(length) ? Number(length) : -1,
    sha256,
  };
  const isOurs = await secrets.verify("upload-ticket", messageOf(upload, ticket.end), ticket.signature);
  if (!isOurs) return refused(403, "SignatureDoesNotMatch", otherwise);
  if (millisOf(now) >= ticket.end * 1_000) return refused(403, "AccessDenied", "Request has expired");
  return { upload };
}

const otherwise = "The method, address, length, type or checksum is not the one that this ticket was given for.";

const refused = (status: UploadRefusal["status"], code: UploadRefusal["code"], message: string): UploadVerdict => ({
  refused: { status, code, message },
});
