import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Client, createClient } from "./client.ts";

/** Tintype as `npm start` runs it: a process of its own, durable, with its log on; nobody is held back for asking often. */
export interface Tintype extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  readonly dataFolder: string;
  /** From the start of the process to its first answer to a user, in milliseconds. */
  readonly startedIn: number;
  /** The demo user. */
  readonly user: Client;
  /** Ends the process and leaves its data. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const entry = join(root, "apps/dev-server/bundle/main.js");

/**
 * As in `npm start`. Bodies pass through memory that V8 does not manage but counts: without this it would look through its
 * whole heap after every second photo, which takes a third of the main process's time.
 */
const flags = ["--initial-old-space-size=96"];

export interface TintypeOptions {
  /** An empty one unless told. */
  readonly dataFolder?: string;
  /** A free one unless told. */
  readonly port?: number;
  /** Of the demo user, who signs in without it; it holds for one port and one data folder. */
  readonly token?: string;
  /** A folder for a CPU profile of the server. */
  readonly profile?: string | undefined;
}

export async function startTintype(options: TintypeOptions = {}): Promise<Tintype> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "tintype-bench-")));
  const port = options.port ?? (await freePort());
  const begun = performance.now();
  const profiling = options.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`];
  const child = spawn(process.execPath, [...profiling, ...flags, entry], {
    env: { PATH: process.env["PATH"], PORT: `${port}`, TINTYPE_DATA: dataFolder, TINTYPE_RATES: "off" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const user = await untilItAnswers(child, port, options.token);
  const startedIn = performance.now() - begun;
  const stop = () => stopProcess(child);
  return {
    pid: child.pid ?? 0,
    port,
    dataFolder,
    startedIn,
    user,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(child: ChildProcess, port: number, token: string | undefined): Promise<Client> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    try {
      return await createClient(port, token);
    } catch (error) {
      if (child.exitCode !== null || performance.now() > deadline) {
        child.kill("SIGKILL");
        throw new Error("Tintype did not start.", { cause: error });
      }
      await setTimeout(2);
    }
  }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
