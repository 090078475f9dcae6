import { stdout } from "node:process";
import type { LaneReport } from "@tintype/adapters-local";
import type { Delivery } from "@tintype/core";
import type { RequestLog } from "@tintype/http";
import type { Config } from "./config.ts";
import { gatherLines } from "./gather-lines.ts";

export interface Logger {
  request(entry: RequestLog): void;
  lane(report: LaneReport): void;
  /** Something that went wrong apart from any request. */
  trouble(what: string, error: unknown): void;
  /** Everything is about to end: what is put back for the next time from now on is no trouble. */
  hush(): void;
}

const toStandardOutput = gatherLines((lines) => void stdout.write(lines));

/** Writes what happens, to standard output unless told: lines for people, or JSON for machines. */
export function createLogger(
  style: Config["log"],
  now: () => string,
  write: (line: string) => void = toStandardOutput,
): Logger {
  let isEnding = false;
  const tell = (entry: Record<string, unknown>): void => {
    if (style !== "none") write(style === "json" ? `${JSON.stringify({ time: now(), ...entry })}\n` : asLine(entry));
  };
  return {
    request: (entry) => tell({ ...entry }),
    lane: (report) => {
      const { kind, error } = report;
      if (isEnding && kind === "retried") return;
      const where = "delivery" in report ? whereaboutsOf(report.delivery) : { lane: report.lane };
      tell({ event: `lane_${kind}`, level: kind === "retried" ? "warn" : "error", ...where, error: describe(error) });
    },
    trouble: (what, error) => tell({ event: what, level: "error", error: describe(error) }),
    hush: () => {
      isEnding = true;
    },
  };
}

function whereaboutsOf({ lane, event }: Delivery) {
  const traceId = event.trace?.split("-")[1];
  return { lane, type: event.type, ...(traceId !== undefined && { traceId }) };
}

function asLine({ event, level, requestId, ...rest }: Record<string, unknown>): string {
  if (event === "request") {
    const { method, route, status, milliseconds, code, error } = rest;
    return `${[status, method, route, `${milliseconds} ms`, code, error].filter(Boolean).join("  ")}\n`;
  }
  const words = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return `${[level === "info" ? "" : `${level}:`, event, ...words].filter(Boolean).join(" ")}\n`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} <- ${describe(error.cause)}`;
}
