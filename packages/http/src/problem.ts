import { type ErrorCode, type FieldError, InvalidInput, TintypeError } from "@tintype/core";
import * as z from "zod";
import { HttpError } from "./http-error.ts";

/** An error as clients see it: RFC 9457, `application/problem+json`. `code` is stable; `detail` is for people. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

type Status = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 422 | 429 | 500 | 503 | 507;

/** The status of everything that the domain refuses: a new code without one does not compile. */
const statusOf = {
  sign_in_required: 401,
  not_allowed: 403,
  invalid_input: 422,
  invalid_cursor: 400,
  revision_conflict: 412,
  save_conflict: 409,
  request_in_progress: 409,
  idempotency_key_reused: 422,
  replayed_result_gone: 409,
  unavailable: 503,
  account_not_found: 401,
  account_disabled: 401,
  signed_out: 401,
  photo_not_found: 404,
  photo_state_conflict: 409,
  quota_exceeded: 507,
  too_many_open_uploads: 429,
  photo_too_large: 413,
  upload_missing: 409,
  stated_hash_mismatch: 422,
  image_refused: 422,
  image_processor_failed: 500,
  invalid_blob_key: 400,
  blob_size_mismatch: 400,
  blob_changed: 409,
  storage_full: 507,
  too_many_password_checks: 429,
  share_not_found: 404,
  wrong_share_password: 401,
  grant_not_valid: 401,
  download_not_allowed: 403,
} as const satisfies Record<ErrorCode, Status>;

const titles: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  412: "Changed meanwhile",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not acceptable as it is",
  429: "Too many requests",
  500: "Internal error",
  503: "Unavailable",
  507: "No room left",
};

/** What went wrong, in the terms of HTTP. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What to answer when `error` was thrown. What nobody foresaw is `internal`, and says nothing of itself. */
export function failureOf(error: unknown): Failure {
  if (error instanceof HttpError) {
    return { status: error.status, code: error.code, detail: error.message, headers: error.headers };
  }
  if (error instanceof TintypeError && error.code in statusOf) {
    const status = statusOf[error.code as ErrorCode];
    const failure = { status, code: error.code, detail: sentenceOf(error, status), headers: headersFor(status) };
    return error instanceof InvalidInput ? { ...failure, fields: error.fields } : failure;
  }
  return {
    status: 500,
    code: "internal",
    detail: "Something went wrong on our side. The request id helps to find out what.",
  };
}

/** The response to a failed request. */
export function problemResponse(failure: Failure, path: string, requestId: string): Response {
  const problem: Problem = {
    type: `urn:tintype:problem:${failure.code}`,
    title: titles[failure.status] ?? "Error",
    status: failure.status,
    code: failure.code,
    detail: failure.detail,
    instance: path,
    requestId,
    ...(failure.fields && { errors: [...failure.fields] }),
  };
  return Response.json(problem, {
    status: failure.status,
    headers: { ...failure.headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

const sentenceOf = (error: Error, status: number): string =>
  error.message !== "" ? error.message : status === 403 ? "You may not do this." : (titles[status] ?? "Error");

function headersFor(status: number): Record<string, string> {
  if (status === 401) return { "www-authenticate": 'Bearer realm="tintype"' };
  return status === 429 || status === 503 || status === 409 ? { "retry-after": "1" } : {};
}
