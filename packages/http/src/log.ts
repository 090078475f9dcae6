import type { Actor } from "@tintype/core";

/** What is written down of a request. Never a token, an address with a signature, the path of a link, or a position. */
export interface RequestLog {
  readonly event: "request";
  readonly level: "info" | "warn" | "error";
  readonly requestId: string;
  readonly method: string;
  /** The row of the API, such as `/photos/{id}`; not what was asked for. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly actor: Actor["kind"] | "unknown";
  readonly userId?: string;
  /** Of the problem that was answered. */
  readonly code?: string;
  /** What nobody foresaw: for people who mend it, not for clients. */
  readonly error?: string;
}

/** Takes structured log entries; must not throw. */
export type Log = (entry: RequestLog) => void;
