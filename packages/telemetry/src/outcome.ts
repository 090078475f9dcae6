import { type ErrorCode, TintypeError } from "@tintype/core";

/** How something ended, in one of a few words. */
export interface Outcome {
  /** `ok`, the code of a refusal, `aborted`, or the class of an error that nobody foresaw. Never a message. */
  readonly name: string;
  /** Whether somebody has to look after it, and it is not just a caller who was told no. */
  readonly isTrouble: boolean;
}

export const succeeded: Outcome = { name: "ok", isTrouble: false };

export function outcomeOf(error: unknown): Outcome {
  if (error instanceof TintypeError) return { name: error.code, isTrouble: troubles.has(error.code) };
  if (!(error instanceof Error)) return { name: "unknown", isTrouble: true };
  return error.name === "AbortError" ? { name: "aborted", isTrouble: false } : { name: error.name, isTrouble: true };
}

/** What no caller can mend. */
const troubles: ReadonlySet<string> = new Set<ErrorCode>(["unavailable", "storage_full", "image_processor_failed"]);
