import { enableCompileCache } from "node:module";
import process, { argv, env, exit, exitCode, ppid, stderr, stdout } from "node:process";
import { setTimeout } from "node:timers";
import { fileURLToPath } from "node:url";

// What was compiled the last time need not be compiled again, which is half of the time to start. Not in the folder for
// temporary files, where Node would put it: others may write there.
enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/tintype", import.meta.url)));
const { readConfig } = await import("./config.ts");
const { ConfigError } = await import("./environment.ts");
const { start } = await import("./start.ts");

/** One key press can reach us twice, from the terminal and from whoever started us (npm, `node --watch`). */
const SAME_KEY_PRESS = 1_000;

try {
  // Node sets this where it watches.
  const watcher = "WATCH_REPORT_DEPENDENCIES" in env ? ppid : undefined;
  const server = await start({ ...readConfig(argv.slice(2), env), watcher });
  stdout.write(server.welcome);
  let stoppingSince: number | undefined;
  const stop = (): void => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince >= SAME_KEY_PRESS) exit(1);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(
      () =>
        stdout.write("Finishing what is under way. Once more, and I leave at once: nothing that was stored is lost.\n"),
      SAME_KEY_PRESS,
    ).unref();
    server.stop().then(
      () => exit(exitCode ?? 0),
      (error: unknown) => {
        stderr.write(`tintype: it did not stop cleanly: ${error instanceof Error ? error.message : String(error)}\n`);
        exit(1);
      },
    );
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  stderr.write(`tintype: ${error.message}\n`);
  exit(1);
}
