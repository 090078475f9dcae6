import type { ErrorCode } from "@tintype/core";

/** What HTTP itself refuses. */
const ofHttp = {
  malformed_request: 400,
  grant_required: 401,
  api_key_required: 401,
  not_found: 404,
  method_not_allowed: 405,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  client_gone: 499,
  internal: 500,
  not_ready: 503,
} as const;

/** What the domain refuses: a new code without a status does not compile. */
const ofDomain = {
  sign_in_required: 401,
  not_allowed: 403,
  too_many_attempts: 429,
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
  fresh_sign_in_required: 401,
  api_key_not_found: 404,
  api_key_not_valid: 401,
  too_many_api_keys: 409,
  usage_plan_exceeded: 429,
  credentials_expired: 401,
  export_not_found: 404,
  photo_not_found: 404,
  photo_state_conflict: 409,
  quota_exceeded: 507,
  too_many_open_uploads: 429,
  photo_too_large: 413,
  copy_not_ready: 409,
  copy_failed: 409,
  upload_missing: 409,
  incoming_not_found: 404,
  stated_hash_mismatch: 422,
  image_refused: 422,
  image_processor_failed: 500,
  invalid_blob_key: 400,
  blob_size_mismatch: 400,
  blob_changed: 409,
  upload_gone: 409,
  parts_refused: 422,
  storage_full: 507,
  too_many_password_checks: 429,
  share_not_found: 404,
  wrong_share_password: 401,
  grant_not_valid: 401,
  download_not_allowed: 403,
} as const satisfies Record<ErrorCode, number>;

export type ProblemCode = keyof typeof ofHttp | ErrorCode;

/** The status of every problem. */
export const statusOf: Readonly<Record<ProblemCode, number>> = { ...ofHttp, ...ofDomain };

export const titleOf = (status: number): string => titles[status] ?? "Error";

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
  499: "Client gone",
  500: "Internal error",
  503: "Unavailable",
  507: "No room left",
};

const bearer = { "www-authenticate": 'Bearer realm="tintype"' };
const refusedBearer = { "www-authenticate": 'Bearer realm="tintype", error="invalid_token"' };
const apiKey = { "www-authenticate": 'ApiKey realm="tintype"' };
/** RFC 9470 section 3. */
const staleBearer = { "www-authenticate": 'Bearer realm="tintype", error="insufficient_user_authentication"' };
const share = { "www-authenticate": 'Share realm="tintype"' };

/** The headers that belong to a problem: how to sign in (RFC 9110 section 11.6.1), and when to try again. */
export const headersOf: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>> = {
  sign_in_required: bearer,
  account_not_found: refusedBearer,
  account_disabled: refusedBearer,
  signed_out: refusedBearer,
  fresh_sign_in_required: staleBearer,
  grant_required: share,
  api_key_required: apiKey,
  api_key_not_valid: apiKey,
  grant_not_valid: share,
  wrong_share_password: share,
  save_conflict: { "retry-after": "1" },
  request_in_progress: { "retry-after": "1" },
  copy_not_ready: { "retry-after": "3" },
  too_many_password_checks: { "retry-after": "1" },
  too_many_open_uploads: { "retry-after": "60" },
  unavailable: { "retry-after": "2" },
  not_ready: { "retry-after": "2" },
} satisfies Partial<Record<ProblemCode, Readonly<Record<string, string>>>>;
