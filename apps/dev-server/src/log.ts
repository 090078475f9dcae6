import { stdout } from "node:process";
import type { LaneReport } from "@tintype/adapters-local";
import type { RequestLog } from "@tintype/http";
import type { Config } from "./config.ts";

export interface Logger {
  request(entry: RequestLog): void;
  lane(report: LaneReport): void;
  /** Something that went wrong apart from any request. */
  trouble(what: string, error: unknown): void;
}

/** Writes what happens to standard output: lines for people, or JSON for machines. */
export function createLogger(style: Config["log"], now: () => string): Logger {
  if (style === "none") return { request: () => {}, lane: () => {}, trouble: () => {} };
  const write =
    style === "json"
      ? (entry: object) => stdout.write(`${JSON.stringify({ time: now(), ...entry })}\n`)
      : (entry: object) => stdout.write(`${asLine(entry as Record<string, unknown>)}\n`);
  return {
    request: (entry) => void write(entry),
    lane: (report) => {
      const { kind, error } = report;
      const where =
        "delivery" in report ? { lane: report.delivery.lane, type: report.delivery.event.type } : { lane: report.lane };
      write({ event: `lane_${kind}`, level: kind === "retried" ? "warn" : "error", ...where, error: describe(error) });
    },
    trouble: (what, error) => void write({ event: what, level: "error", error: describe(error) }),
  };
}

function asLine({ event, level, requestId, ...rest }: Record<string, unknown>): string {
  if (event === "request") {
    const { method, route, status, milliseconds, code, error } = rest;
    return [status, method, `${route}`.replace("//", "/"), `${milliseconds} ms`, code, error]
      .filter(Boolean)
      .join("  ");
  }
  const words = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return [level === "info" ? "" : `${level}:`, event, ...words].filter(Boolean).join(" ");
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} <- ${describe(error.cause)}`;
}
