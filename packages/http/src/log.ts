import type { Actor } from "@tintype/core";

/** What is written down of a request. Never a token, an address with a signature, the path of a link, or a position. */
export interface RequestLog {
  readonly event: "request";
  readonly level: "info" | "error";
  readonly requestId: string;
  /** Of the W3C Trace Context that the request came with, or of one that begins with it. */
  readonly traceId: string;
  readonly method: string;
  /** Which row of the API, such as `/api/photos/{id}`, and not what was asked for; absent where there is none. */
  readonly route?: string | undefined;
  /** The `operationId` of that row, where its method is one that it has. */
  readonly operation?: string | undefined;
  readonly status: number;
  /** Until the answer was ready to be sent. */
  readonly milliseconds: number;
  readonly actor: Actor["kind"] | "unknown";
  readonly userId?: string | undefined;
  /** Of the problem that was answered. */
  readonly code?: string | undefined;
  /** What nobody foresaw: for people who mend it, not for clients. */
  readonly error?: string | undefined;
}

/** Takes structured log entries. What it throws is lost. */
export type Log = (entry: RequestLog) => void;

/** An error and what caused it, with stacks. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${describeError(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
