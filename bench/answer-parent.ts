import process from "node:process";

/** In a child process that `startChild` started: answers each message by what `run` makes of it, and ends with its parent. */
export function answerParent(run: (work: never) => Promise<object>): void {
  process.on("disconnect", () => process.exit());
  process.on("message", (work) => void answer(work as never));

  async function answer(work: never): Promise<void> {
    try {
      process.send?.(await run(work));
    } catch (error) {
      process.send?.({ error: String(error) });
    }
  }
}
