import type { Delivery } from "../ports/event-queue.ts";
import type { MemoryPorts } from "../ports/ports.memory.ts";

/** Has an event be lost on its lane, however often it comes: the one that is the `at`th to come at all, counted from 1. */
export function loseEvent(at: number) {
  const seen = new Set<string>();
  let begun = false;
  const isLost = (delivery: Delivery): boolean => {
    if (begun) seen.add(nameOf(delivery));
    return nameOf(delivery) === [...seen][at - 1];
  };
  return {
    around: ({ queue }: Pick<MemoryPorts, "queue">): Pick<MemoryPorts, "queue"> => ({
      queue: {
        ...queue,
        async take(lane, options) {
          const taken = await queue.take(lane, options);
          const lost = taken.filter(isLost);
          for (const delivery of lost) await queue.done(delivery);
          return taken.filter((delivery) => !lost.includes(delivery));
        },
      },
    }),
    /** From now on. */
    begin: () => {
      begun = true;
    },
    /** Which one it was; `undefined` where there were not so many. */
    lost: (): string | undefined => [...seen][at - 1],
  };
}

const nameOf = ({ lane, event }: Delivery): string => `${event.type} ${event.id} on ${lane}`;
