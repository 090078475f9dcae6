import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import type { Config } from "../apps/dev-server/src/config.ts";
import type { Order, Report } from "./killable-server.ts";
import { plainEnvironment } from "./server.ts";

/** One life of a server that is going to be killed. */
export interface Life {
  /** Resolves to the address once it listens; rejects when it was killed before. */
  readonly listening: Promise<string>;
  isListening(): boolean;
  /** kill -9, at once. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Has it do something, and resolves to what it said about it. */
  order<Kind extends Exclude<Order, "stop">>(kind: Kind): Promise<Extract<Report, { kind: Kind }>>;
  stop(): Promise<void>;
  /** Its own children, as far as the system tells. */
  children(): readonly Child[];
  said(): string;
}

/** A process, told apart from another one that has its number later. */
export interface Child {
  readonly pid: number;
  /** When it began, in ticks of the system. */
  readonly since: string;
}

const sources = fileURLToPath(new URL("killable-server.ts", import.meta.url));

/** Starts the server from its sources, or as a program that `killableProgram` made. */
export function bringToLife(config: Config, program = sources): Life {
  const child = fork(program, [JSON.stringify(config)], {
    execPath,
    execArgv: program === sources ? ["--conditions=source"] : [],
    env: plainEnvironment(),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const gone = once(child, "close").then(() => undefined);
  let isListening = false;
  const listening = heard(child, gone, "listening").then(({ origin }) => {
    isListening = true;
    return origin;
  });
  listening.catch(() => {});
  return {
    listening,
    isListening: () => isListening,
    kill: () => {
      isListening = false;
      child.kill("SIGKILL");
      return gone;
    },
    order: (kind) => {
      const answer = heard(child, gone, kind);
      child.send(kind satisfies Order);
      return answer;
    },
    stop: () => {
      child.send("stop" satisfies Order);
      return gone;
    },
    children: () => childrenOf(child.pid),
    said: () => said,
  };
}

function heard<Kind extends Report["kind"]>(
  child: ChildProcess,
  gone: Promise<undefined>,
  kind: Kind,
): Promise<Extract<Report, { kind: Kind }>> {
  const message = new Promise<Extract<Report, { kind: Kind }>>((resolve) => {
    const listen = (report: Report): void => {
      if (report.kind !== kind) return;
      child.off("message", listen);
      resolve(report as Extract<Report, { kind: Kind }>);
    };
    child.on("message", listen);
  });
  const ended = gone.then(() => Promise.reject(new Error(`The server ended before its ${kind}.`)));
  return Promise.race([message, ended]);
}

function childrenOf(pid: number | undefined): readonly Child[] {
  try {
    const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
    return pids.flatMap((child) => {
      const since = beginOf(child);
      return since === undefined ? [] : [{ pid: child, since }];
    });
  } catch {
    return [];
  }
}

export const isRunning = ({ pid, since }: Child): boolean => beginOf(pid) === since;

/** proc(5): the 22nd field, counted from behind the name, which may hold anything. */
function beginOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ")[19];
  } catch {
    return;
  }
}
