import { readFileSync } from "node:fs";
import { platform } from "node:process";

/** Processes are looked at where Linux shows them (proc(5)). */
export const canLook = platform === "linux";
export const whyNotLook = "only Linux tells what its processes occupy";

/** The bytes of memory that a process occupies; 0 where it has ended. */
export function residentBytes(pid: number): number {
  return 1_024 * Number(/^VmRSS:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** The most that it ever occupied. */
export function peakBytes(pid: number): number {
  return 1_024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

export const childrenOf = (pid: number): readonly number[] =>
  read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
