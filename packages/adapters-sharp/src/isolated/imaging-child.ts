/*
 * The entry of a child process: reads pictures for its parent, one part at a time, and may be killed at any moment. It
 * never outlives its parent. The first argument may name another module than `develop-part.ts`.
 */
import { flushCompileCache } from "node:module";
import type { DevelopPart } from "../develop-part.ts";
import { openSharp } from "../open-sharp.ts";
import { Refusal } from "../refusal.ts";
import type { FromChild, ToChild } from "./child-messages.ts";

// At once, even while native code runs: an orderly exit would wait for it.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.on("message", (part: ToChild) => void answer(part));

const developPart = loadDevelopPart(process.argv[2]);
await Promise.all([developPart, openSharp()]);
// Nothing is written at the end of a process that is killed.
flushCompileCache();
// On Linux the parent looks for itself.
if (process.platform !== "linux") setInterval(() => tell({ kind: "memory", bytes: process.memoryUsage.rss() }), 200);
tell({ kind: "ready" });

async function answer(part: ToChild): Promise<void> {
  const develop = await developPart;
  tell({ kind: "begun" });
  try {
    const steps = develop(part);
    for (let next = await steps.next(); ; next = await steps.next()) {
      if (next.done === true) return tell({ kind: "done", warnings: next.value });
      tell({ kind: "step", step: next.value });
    }
  } catch (error) {
    if (error instanceof Refusal) return tell({ kind: "refused", reason: error.reason, message: error.message });
    tell({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function loadDevelopPart(module: string | undefined): Promise<DevelopPart> {
  const loaded: { developPart: DevelopPart } =
    module === undefined ? await import("../develop-part.ts") : await import(module);
  return loaded.developPart;
}

function tell(message: FromChild): void {
  // A parent that has gone hears nothing; `disconnect` follows.
  process.send?.(message, undefined, undefined, () => {});
}
