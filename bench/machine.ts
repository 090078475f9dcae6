import { availableParallelism, cpus, totalmem, type } from "node:os";
import process from "node:process";

/** The machine in words, without a name or a path. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${cpu?.model.trim() ?? "unknown"}), ${memory} GiB, ${type()}, Node ${process.versions.node}`;
}
