import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A child process that answers one question at a time. */
export interface Child {
  readonly pid: number;
  /** Sends a message and resolves to the answer. Rejects with what the child says went wrong, or when it ends. */
  ask<Answer>(question: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a module of the bench as a process of its own. */
export function startChild(module: URL, args: readonly string[] = []): Child {
  const child = fork(fileURLToPath(module), args, { execArgv: ["--conditions=source"], serialization: "advanced" });
  return {
    pid: child.pid ?? 0,
    async ask<Answer>(question: object) {
      const abort = new AbortController();
      const { signal } = abort;
      try {
        const answer = once(child, "message", { signal });
        const ended = once(child, "exit", { signal }).then(() => Promise.reject(new Error("A child process ended.")));
        child.send(question);
        const [message] = await Promise.race([answer, ended]);
        if (typeof message === "object" && message !== null && "error" in message)
          throw new Error(String(message.error));
        return message as Answer;
      } finally {
        abort.abort();
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
