import process, { argv, env, exit, exitCode, stderr, stdout } from "node:process";
import { ConfigError, readConfig } from "./config.ts";
import { start } from "./start.ts";

try {
  const server = await start(readConfig(argv.slice(2), env));
  stdout.write(server.welcome);
  let stopping = false;
  const stop = (): void => {
    if (stopping) exit(1);
    stopping = true;
    server.stop().then(
      () => exit(exitCode ?? 0),
      (error: unknown) => {
        stderr.write(`tintype: it did not stop cleanly: ${error instanceof Error ? error.message : String(error)}\n`);
        exit(1);
      },
    );
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  stderr.write(`tintype: ${error.message}\n`);
  exit(1);
}
