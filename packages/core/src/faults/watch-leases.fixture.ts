import type { Delivery, EventQueue } from "../ports/event-queue.ts";
import type { MemoryPorts } from "../ports/ports.memory.ts";
import { type Instant, plus } from "../shared/instant.ts";

/** Sees to it that no event is with two at once. */
export function watchLeases() {
  const held = new Map<string, { readonly lease: string; readonly until: Instant }>();
  const wrongs: string[] = [];
  const nameOf = ({ lane, event }: Delivery): string => `${event.id} on ${lane}`;
  const letGo = (delivery: Delivery): void => {
    if (held.get(nameOf(delivery))?.lease === delivery.lease) held.delete(nameOf(delivery));
  };

  /** The queue of these ports. */
  const watch = <Queue extends EventQueue>({ queue, clock }: Pick<MemoryPorts, "clock"> & { queue: Queue }): Queue => ({
    ...queue,
    async take(lane, options) {
      const taken = await queue.take(lane, options);
      for (const delivery of taken) {
        const other = held.get(nameOf(delivery));
        if (other !== undefined && other.until > clock.now()) wrongs.push(`${nameOf(delivery)} is with two`);
        held.set(nameOf(delivery), { lease: delivery.lease, until: plus(clock.now(), options.lease) });
      }
      return taken;
    },
    async done(delivery, options) {
      letGo(delivery);
      await queue.done(delivery, options);
    },
    async retry(delivery, delay, options) {
      letGo(delivery);
      await queue.retry(delivery, delay, options);
    },
  });

  return {
    watch,
    check() {
      if (wrongs.length > 0) throw new Error(wrongs.join("\n"));
    },
  };
}
