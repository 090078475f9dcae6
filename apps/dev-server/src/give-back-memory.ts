import type { Server } from "node:http";
import { memoryUsage } from "node:process";
import { clearTimeout, setTimeout } from "node:timers";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export interface Memory {
  /** Bytes that the process occupies. */
  occupied(): number;
  /** Hands back what nobody needs. */
  collect(): void;
}

/** Nobody notices a pause of 30 ms in which nobody asks for anything. */
const QUIET = 3_000;
const MUCH_MORE = 1.2;

/**
 * Gives back the memory that a burst of requests has left behind, as soon as there was none for a while: by itself V8
 * collects when it needs room, and whoever asks for nothing more lets it keep all that it ever took.
 */
export function giveBackMemory(server: Server, memory: Memory = ownMemory, quiet = QUIET): void {
  let usual = memory.occupied();
  const timer = setTimeout(() => {
    if (memory.occupied() < usual * MUCH_MORE) return;
    memory.collect();
    usual = memory.occupied();
  }, quiet).unref();
  server.on("request", () => timer.refresh());
  server.on("close", () => clearTimeout(timer));
}

export const ownMemory: Memory = {
  occupied: () => memoryUsage.rss(),
  collect() {
    setFlagsFromString("--expose-gc");
    runInNewContext('gc({ type: "major", execution: "sync", flavor: "last-resort" })');
    setFlagsFromString("--no-expose-gc");
  },
};
