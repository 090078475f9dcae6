import { type ChildProcess, fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { constants, getPriority, setPriority } from "node:os";
import type { DevelopmentStep, Warning } from "@tintype/core";
import type { Part } from "../develop-part.ts";
import { Refusal } from "../refusal.ts";
import type { FromChild } from "./child-messages.ts";
import { residentBytes } from "./resident-bytes.ts";

/** What is told while a part runs. */
export interface PartListener {
  /** The child has begun with the part. */
  begun(): void;
  step(step: DevelopmentStep): void;
}

export interface ImagingChild {
  /** Runs one part, no other being under way. Rejects with a `Refusal`, a `ChildEnded`, or what went wrong. */
  run(part: Part, listener: PartListener): Promise<readonly Warning[]>;
  /** The bytes of memory that it occupies; `undefined` while that is not known. */
  residentBytes(): Promise<number | undefined>;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
  /** Whether it has ever been able to work. */
  wasReady(): boolean;
  /** Resolves when it has ended, to how it did. */
  readonly ended: Promise<string>;
}

/** The child is no more. */
export class ChildEnded extends Error {
  override readonly name = "ChildEnded";
}

/** Starts a child process that develops photos, by another module than `develop-part.ts` where one is named. */
export function startChild(isPatient: boolean, developPartModule?: string): ImagingChild {
  const child = forkChild(developPartModule);
  if (isPatient) letOthersGoFirst(child);
  const lastWords = lastWordsOf(child);
  let isReady = false;
  let reported: number | undefined;
  let running: (PartListener & { settle(outcome: readonly Warning[] | Error): void }) | undefined;
  const settle = (outcome: readonly Warning[] | Error): void => {
    hold(child, false);
    running?.settle(outcome);
    running = undefined;
  };

  hold(child, false);
  child.on("message", (message: FromChild) => {
    if (message.kind === "ready") isReady = true;
    else if (message.kind === "memory") reported = message.bytes;
    else if (message.kind === "begun") running?.begun();
    else if (message.kind === "step") running?.step(message.step);
    else if (message.kind === "done") settle(message.warnings);
    else if (message.kind === "refused") settle(new Refusal(message.reason, message.message));
    else settle(new Error(message.message));
  });
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(`${signal ?? `exit code ${code}`} ${lastWords()}`.trim()));
  });
  void ended.then((how) => settle(new ChildEnded(how)));

  return {
    run: (part, listener) =>
      new Promise((resolve, reject) => {
        hold(child, true);
        running = { ...listener, settle: (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)) };
        // Whoever cannot be told is about to end, or has to.
        child.send(part, (error) => error && child.kill("SIGKILL"));
      }),
    residentBytes: async () => (child.pid === undefined ? reported : ((await residentBytes(child.pid)) ?? reported)),
    kill() {
      // Whoever waits for its end is there to see it.
      hold(child, true);
      child.kill("SIGKILL");
    },
    wasReady: () => isReady,
    ended,
  };
}

/**
 * The child has none of its parent's flags (`--watch`, `--inspect`), and nothing in its environment that a picture could
 * read a secret out of.
 */
const forkChild = (developPartModule: string | undefined): ChildProcess =>
  fork(entry, developPartModule === undefined ? [] : [developPartModule], {
    execArgv: smallHeap,
    env: { ...oneArena, ...compileCache() },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });

/** It has no thread yet but the one that starts the others, which inherit this. */
function letOthersGoFirst({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(getPriority() + PRIORITY_BELOW_NORMAL, PRIORITY_LOW));
  } catch {
    // It has ended, or the system does not allow it: then it works like the others.
  }
}

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;

// Measured over real photos, at the peak of one child: 214 MB with two arenas, 200 MB with one, 160 MB when V8 lets go of
// decoded pixels early, too, for 3 % more CPU time.
const smallHeap = ["--max-semi-space-size=1", "--optimize-for-size"];
const oneArena = { MALLOC_ARENA_MAX: "1" };

/** What the parent need not compile again, the child need not either: then it is ready in half the time, 20 MB smaller. */
function compileCache(): Record<string, string> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

// It runs from the sources as well as from what is built of them.
const source = new URL("./imaging-child.ts", import.meta.url);
const entry = import.meta.url.endsWith(".ts") ? source : new URL(source.href.replace(/\.ts$/, ".js"));

/** Whether the child keeps its parent alive: while it works, not while it is idle. */
function hold(child: ChildProcess, isHeld: boolean): void {
  const handles = [child, child.channel, child.stderr as { ref?(): void; unref?(): void } | null];
  for (const handle of handles) {
    if (isHeld) handle?.ref?.();
    else handle?.unref?.();
  }
}

/** The end of what the child said on its standard error: libvips and the allocator complain there. */
function lastWordsOf(child: ChildProcess): () => string {
  let words = "";
  child.stderr?.setEncoding("latin1").on("data", (text: string) => {
    words = (words + text).slice(-2_000);
  });
  return () => words.trim();
}
