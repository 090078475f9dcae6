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
  const tell = <Entry extends object>(entry: Entry, inWords: (entry: Entry) => string): void => {
    if (style === "json") write(`${JSON.stringify({ time: now(), ...entry })}\n`);
    else if (style === "text") write(`${inWords(entry)}\n`);
  };
  const tellTrouble = (entry: Trouble): void => tell(entry, troubleInWords);
  return {
    request: (entry) => tell(entry, requestInWords),
    lane: (report) => {
      const { kind, error } = report;
      if (isEnding && kind === "retried") return;
      const where = "delivery" in report ? whereaboutsOf(report.delivery) : { lane: report.lane };
      const level = kind === "retried" ? "warn" : "error";
      tellTrouble({ event: `lane_${kind}`, level, ...where, error: describe(error) });
    },
    trouble: (what, error) => tellTrouble({ event: what, level: "error", error: describe(error) }),
    hush: () => {
      isEnding = true;
    },
  };
}

function whereaboutsOf({ lane, event }: Delivery) {
  const traceId = event.trace?.split("-")[1];
  return { lane, type: event.type, ...(traceId !== undefined && { traceId }) };
}

function requestInWords({ status, method, route, milliseconds, code, error }: RequestLog): string {
  return [status, method, route, `${milliseconds} ms`, code, error].filter(Boolean).join("  ");
}

interface Trouble {
  readonly event: string;
  readonly level: "warn" | "error";
  readonly error: string;
}

function troubleInWords({ event, level, ...rest }: Trouble): string {
  const words = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return [`${level}:`, event, ...words].join(" ");
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} <- ${describe(error.cause)}`;
}
