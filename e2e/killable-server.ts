import process, { argv } from "node:process";
import type { Config } from "../apps/dev-server/src/config.ts";
import { start } from "../apps/dev-server/src/start.ts";

/*
 * The dev server, for tests that kill it: its configuration comes as JSON, with settings that no environment can set, and
 * a parent process can have it tidy up at once instead of every few minutes.
 */

export type Order = "reconcile" | "sweep" | "stop";
export type Report =
  | { readonly kind: "listening"; readonly origin: string }
  | { readonly kind: "reconcile"; readonly attended: number; readonly troubles: readonly string[] }
  | { readonly kind: "sweep"; readonly removed: number };

const report = (message: Report): void => void process.send?.(message);

const server = await start(JSON.parse(argv[2] ?? "") as Config);
const tintype = server.composition.get("tintype");

async function obey(order: Order): Promise<void> {
  if (order === "reconcile") {
    const { attended, troubles } = await tintype.reconcile();
    report({ kind: "reconcile", attended, troubles: troubles.map(String) });
  } else if (order === "sweep") {
    const removed = await tintype.sweep();
    await server.composition.get("database").scrub();
    report({ kind: "sweep", removed });
  } else {
    await server.stop();
    process.exit();
  }
}

process.on("message", (order: Order) => void obey(order));
// Whoever would kill it is gone.
process.once("disconnect", () => process.exit());
report({ kind: "listening", origin: server.origin });
