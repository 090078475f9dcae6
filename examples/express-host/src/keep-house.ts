import { setTimeout } from "node:timers/promises";
import { days, minutes, type Tintype } from "@tintype/core";

/**
 * At start, and every five minutes: brings to its end what got stuck. At start, and once a day: removes blobs that nothing
 * refers to. The result ends that, and waits for what is under way.
 */
export function keepHouse(tintype: Tintype): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const rounds = Promise.all([
    repeat(minutes(5), signal, async () => {
      const { troubles } = await tintype.reconcile({ signal });
      for (const trouble of troubles) console.error(trouble);
    }),
    repeat(days(1), signal, () => tintype.sweep({ signal })),
  ]);
  return async () => {
    stop.abort();
    await rounds;
  };
}

async function repeat(pause: number, signal: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error) => signal.aborted || console.error(error));
    await setTimeout(pause, undefined, { signal, ref: false }).catch(() => {});
  }
}
