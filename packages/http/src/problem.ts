import {
  type ErrorCode,
  type FieldError,
  InvalidInput,
  TintypeError,
  TooManyAttempts,
  UsagePlanExceeded,
} from "@tintype/core";
import * as z from "zod";
import { HttpError } from "./http-error.ts";
import { headersOf, statusOf, titleOf } from "./problem-codes.ts";

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

/** What went wrong, in the terms of HTTP. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields?: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
}

/** What to answer when `error` was thrown. What nobody foresaw is `internal`, and trouble of ours says nothing of itself. */
export function failureOf(error: unknown): Failure {
  if (error instanceof HttpError) {
    const { status, code, message, headers } = error;
    return { status, code, detail: message, headers: { ...headersOf[code], ...headers } };
  }
  if (!(error instanceof TintypeError && error.code in statusOf)) return internal;
  const code = error.code as ErrorCode;
  const headers =
    error instanceof TooManyAttempts || error instanceof UsagePlanExceeded
      ? retryAfter(error.retryAfter)
      : (headersOf[code] ?? {});
  const failure = { status: statusOf[code], code, detail: sentenceOf(code, error), headers };
  return error instanceof InvalidInput ? { ...failure, fields: error.fields } : failure;
}

/** In whole seconds (RFC 9110 section 10.2.3), and never too early. */
export const retryAfter = (milliseconds: number): Readonly<Record<string, string>> => ({
  "retry-after": `${Math.ceil(milliseconds / 1_000)}`,
});

/** The problem document of a failure; `path` is what was asked for. */
export const problemOf = ({ status, code, detail, fields }: Failure, path: string, requestId: string): Problem => ({
  type: `urn:tintype:problem:${code}`,
  title: titleOf(status),
  status,
  code,
  detail,
  instance: path.replaceAll(secretSegment, "$1TOKEN"),
  requestId,
  ...(fields && { errors: [...fields] }),
});

/** The token of a link: whoever has it has the photos, and problem documents are passed around. */
const secretSegment = /(\/s\/)[^/]+|[\w-]{43,}/gi;

const internal: Failure = {
  status: statusOf.internal,
  code: "internal",
  detail: "Something went wrong on our side. The request id helps to find out what.",
  headers: {},
};

function sentenceOf(code: ErrorCode, error: Error): string {
  if (code === "unavailable") return "Something that this service needs does not answer right now: try again shortly.";
  if (statusOf[code] === 500) return internal.detail;
  return error.message === "" ? `${titleOf(statusOf[code])}.` : error.message;
}
