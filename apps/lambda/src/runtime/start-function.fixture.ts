import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFunctions } from "../../../../scripts/lambda/bundle-functions.ts";
import { type Outcome, openRuntimeApi } from "./runtime-api.fixture.ts";

/** All functions, each in a folder under its own name. */
export interface Bundles extends AsyncDisposable {
  readonly folder: string;
}

/** Bundles them as they are deployed, but for this machine's processor. */
export async function bundleHere(): Promise<Bundles> {
  const folder = await mkdtemp(join(tmpdir(), "tintype-functions-"));
  await bundleFunctions(folder, "this machine");
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export interface RunningFunction extends AsyncDisposable {
  /** Hands it an event, with 30 seconds to work on it unless told. */
  invoke(event: unknown, milliseconds?: number): Promise<Outcome>;
  /** The first line of JSON that it writes, or has written, in which this stands. */
  told(words: string): Promise<Record<string, unknown>>;
}

const client = createRequire(import.meta.url).resolve("aws-lambda-ric");
const hook = fileURLToPath(new URL("use-rapid-client.fixture.ts", import.meta.url));

/** Runs a bundled function under AWS's own runtime interface client, in a process of its own. */
export async function startFunction(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningFunction> {
  const api = await openRuntimeApi();
  const child = spawn(process.execPath, ["--import", hook, client], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      TMPDIR: tmpdir(),
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_LAMBDA_FUNCTION_NAME: "tintype",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/tintype",
      AWS_LAMBDA_LOG_STREAM_NAME: "2026/11/20/[$LATEST]0",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: "index.handler",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      written += text;
    });
  }
  const ended = once(child, "exit").then(([code]) => api.giveUp(new Error(`The function ended (${code}): ${written}`)));
  return {
    async told(words) {
      for (;;) {
        const line = written.split("\n").find((each) => each.includes(words));
        if (line !== undefined) return JSON.parse(line);
        if (child.exitCode !== null) throw new Error(`The function ended, and never told ${words}: ${written}`);
        await new Promise(setImmediate);
      }
    },
    invoke: (event, milliseconds = 30_000) => api.invoke(event, milliseconds),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
      await api.close();
    },
  };
}
