import { startChild } from "../child.ts";

/** What the generator is told. */
export interface Load {
  readonly port: number;
  /** Whole requests as they go over the wire, sent in turn. */
  readonly requests: readonly string[];
  readonly connections: number;
  /** In milliseconds. */
  readonly warmUp: number;
  readonly duration: number;
  /** Of every answer. */
  readonly status: number;
}

export interface LoadResult {
  /** All of them, those of the warm-up too; the others are of the time after it. */
  readonly answers: number;
  readonly perSecond: number;
  readonly bytesPerSecond: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p95: number;
  /** How much of the time the generator itself was busy: near 1, it measures itself. */
  readonly utilization: number;
}

export interface LoadGenerator extends AsyncDisposable {
  drive(load: Load): Promise<LoadResult>;
}

/** Starts a process that makes load, apart from the one that is measured and from this one. */
export function startLoadGenerator(): LoadGenerator {
  const child = startChild(new URL("./generator.ts", import.meta.url));
  return {
    drive: (load) => child.ask<LoadResult>(load),
    [Symbol.asyncDispose]: () => child.stop(),
  };
}

/** A request as it goes over the wire. */
export function wire(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): string {
  const all = { host: "127.0.0.1", ...headers, ...(body !== "" && { "content-length": `${Buffer.byteLength(body)}` }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}
