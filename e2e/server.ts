import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process, { env, execPath, kill } from "node:process";
import { fileURLToPath } from "node:url";

const PATIENCE = 45_000;

export const repository = fileURLToPath(new URL("..", import.meta.url));

export interface ServerOptions {
  readonly dataFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** What is run in place of the server's own command; from the root of the repository. */
  readonly main?: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** The dev server in a process of its own, as `npm run dev` starts it, but for the restarts. */
export interface ServerProcess extends AsyncDisposable {
  /** The address that it printed. */
  readonly origin: string;
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Sends SIGTERM, and resolves when the process has ended. */
  stop(): Promise<Exit>;
  readonly ended: Promise<Exit>;
}

/** A folder that goes with everything in it when the test ends. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "tintype-e2e-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** The environment of this process without what would configure a server. */
export function plainEnvironment(): Record<string, string> {
  const told = /^(?:TINTYPE_|OTEL_|PORT$|HOST$|PUBLIC_URL$|NODE_ENV$|NODE_OPTIONS$|VITEST|NODE_V8_COVERAGE$)/;
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !told.test(entry[0])));
}

/** Runs the dev server's command; nobody waits for it to listen. */
export function runServer({
  dataFolder,
  environment,
  args = [],
  main = "apps/dev-server/src/main.ts",
}: ServerOptions): Omit<ServerProcess, "origin"> {
  const child = spawn(execPath, ["--conditions=source", main, ...args], {
    cwd: repository,
    env: { ...plainEnvironment(), PORT: "0", TINTYPE_DATA: dataFolder, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return watchOver(child);
}

export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const server = runServer(options);
  return { ...server, origin: await printed(server, /^ {2}Tintype {3}(http\S+)/m) };
}

/** Resolves to what `pattern` captured, once the process has printed it; rejects when it ends, or says nothing of it. */
export async function printed(server: Omit<ServerProcess, "origin">, pattern: RegExp): Promise<string> {
  const patience = AbortSignal.timeout(PATIENCE);
  const more = () => once(server.process.stdout ?? server.process, "data", { signal: patience });
  for (;;) {
    const found = pattern.exec(server.stdout())?.[1];
    if (found !== undefined) return found;
    const what = await Promise.race([server.ended, more().catch(() => "nothing")]);
    const hasEnded = typeof what === "object" && "code" in what;
    if (hasEnded || what === "nothing") {
      throw new Error(`${hasEnded ? "It ended" : "It said no more"}: ${server.stdout()}${server.stderr()}`);
    }
  }
}

/** Collects what a process says, and ends it (with its group, where it leads one) with the test. */
export function watchOver(child: ChildProcess, leadsGroup = false): Omit<ServerProcess, "origin"> {
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
    });
  }
  const signal = (name: "SIGTERM" | "SIGKILL"): void => {
    try {
      if (leadsGroup && child.pid !== undefined) kill(-child.pid, name);
      else child.kill(name);
    } catch {
      // Everybody in the group has ended.
    }
  };
  // A test that runs out of time never gets to its end.
  const last = (): void => signal("SIGKILL");
  process.once("exit", last);
  const ended = once(child, "close").then(([code, signal]): Exit => {
    process.off("exit", last);
    return { code, signal };
  });
  const stop = (): Promise<Exit> => {
    signal("SIGTERM");
    return ended;
  };
  return {
    process: child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    stop,
    ended,
    [Symbol.asyncDispose]: async () => {
      const patience = setTimeout(last, 10_000);
      await stop();
      clearTimeout(patience);
    },
  };
}
