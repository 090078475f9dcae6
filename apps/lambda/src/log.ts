import { stdout } from "node:process";
import type { Clock } from "@tintype/core";
import type { RequestLog } from "@tintype/http";

export interface Logger {
  request(entry: RequestLog): void;
  /** Something that went wrong, or that is worth knowing; the details say what it is about. */
  trouble(what: string, error: unknown, details?: Readonly<Record<string, unknown>>): void;
  told(what: string, details: Readonly<Record<string, unknown>>): void;
  /** In CloudWatch's embedded metric format. */
  measured(line: Readonly<Record<string, unknown>>): void;
}

/** Writes one line of JSON for each thing that happens, to standard output unless told: CloudWatch makes an event of each. */
export function createLogger(clock: Clock, write: (line: string) => void = (line) => void stdout.write(line)): Logger {
  const tell = (entry: Readonly<Record<string, unknown>>): void =>
    write(`${JSON.stringify({ time: clock.now(), ...entry })}\n`);
  return {
    request: (entry) => tell({ ...entry }),
    trouble: (event, error, details) => tell({ event, level: "error", ...details, error: describe(error) }),
    measured: (line) => write(`${JSON.stringify(line)}\n`),
    told: (event, details) => tell({ event, level: "info", ...details }),
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
