import { Unavailable } from "@tintype/core";

/** What the port says where SES could not do its work. */
export const translateSesError = (cause: unknown): Unavailable =>
  new Unavailable("The mail cannot be sent right now: try again in a moment.", { cause });

/** Whether SES has surely not taken the mail: it said so, or was never reached. */
export function isUnsent(error: unknown): boolean {
  const { name = "", code = "", $metadata } = (error ?? {}) as SesFailure;
  return ($metadata?.httpStatusCode ?? 0) >= 400 || unreached.has(code) || name === "CredentialsProviderError";
}

interface SesFailure {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const unreached = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
