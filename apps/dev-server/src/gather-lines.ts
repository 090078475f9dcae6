import process from "node:process";
import { setTimeout } from "node:timers";

/** How many milliseconds a line may wait for others. */
const patience = 20;

/**
 * Writes lines together, soon after the first of them and when the process ends: one write for each line would cost as
 * much as a small answer.
 */
export function gatherLines(write: (text: string) => void): (line: string) => void {
  let waiting = "";
  const flush = (): void => {
    const text = waiting;
    waiting = "";
    if (text !== "") write(text);
  };
  process.on("exit", flush);
  return (line) => {
    if (waiting === "") setTimeout(flush, patience).unref();
    waiting += line;
  };
}
