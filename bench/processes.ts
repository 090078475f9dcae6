import { readFileSync } from "node:fs";

/** The memory that a process and all its descendants occupy now, in bytes: a plain sum, as `ps` would show them. Linux alone tells. */
export function residentBytes(pid: number): number {
  return sum(treeOf(pid), (each) => Number(/^VmRSS:\s*(\d+) kB$/m.exec(read(each, "status"))?.[1] ?? 0) * 1_024);
}

/** The milliseconds of CPU time that a process and its living descendants have spent so far. Linux alone tells. */
export function cpuMilliseconds(pid: number): number {
  return sum(treeOf(pid), (each) => {
    // proc(5): the 14th and 15th field, counted in hundredths; the second may hold blanks and ends with the last bracket.
    const fields = read(each, "stat").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
  });
}

/** Looks again and again how much memory a process and its descendants occupy. */
export function watchMemory(pid: number): { stop(): number } {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, residentBytes(pid));
  };
  const timer = setInterval(look, 25);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

function treeOf(pid: number): number[] {
  const children = read(pid, `task/${pid}/children`).split(" ").filter(Boolean).map(Number);
  return [pid, ...children.flatMap(treeOf)];
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "latin1");
  } catch {
    return "";
  }
}

const sum = (pids: readonly number[], of: (pid: number) => number): number =>
  pids.reduce((total, pid) => total + of(pid), 0);
