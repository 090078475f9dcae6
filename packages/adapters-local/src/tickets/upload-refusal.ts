import type { BlobInfo } from "@tintype/core";

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
  readonly status: 400 | 403 | 404 | 411;
  readonly code:
    | "AccessDenied"
    | "BadDigest"
    | "EntityTooLarge"
    | "EntityTooSmall"
    | "InvalidArgument"
    | "InvalidDigest"
    | "InvalidPart"
    | "MalformedPOSTRequest"
    | "MalformedXML"
    | "MissingContentLength"
    | "NoSuchUpload"
    | "SignatureDoesNotMatch";
  readonly message: string;
}

export interface UploadAnswer {
  readonly status: 200 | 204;
  /** Without quotes. */
  readonly etag?: string;
  /** The body. */
  readonly xml?: string;
  /** What came to lie under its key by this request. */
  readonly stored?: BlobInfo;
}

export type UploadOutcome = UploadAnswer | { readonly refused: UploadRefusal };

export const refused = (
  status: UploadRefusal["status"],
  code: UploadRefusal["code"],
  message: string,
): { readonly refused: UploadRefusal } => ({ refused: { status, code, message } });

export const isRefused = (verdict: object): verdict is { readonly refused: UploadRefusal } => "refused" in verdict;

/** A header that came once. */
export function headerOf({ headers }: UploadHead, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** How many bytes the body is said to have; -1 for a text that says no number plainly, `undefined` for no text. */
export function lengthOf(head: UploadHead): number | undefined {
  const length = headerOf(head, "content-length");
  if (length === undefined || head.headers["transfer-encoding"] !== undefined) return undefined;
  return /^(?:0|[1-9]\d{0,14})$/.test(length) ? Number(length) : -1;
}
