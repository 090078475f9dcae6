import { lanes } from "../events.ts";
import { minutes } from "../shared/instant.ts";
import type { Delivery, EventQueue } from "./event-queue.ts";

/** What happened while the lanes were worked off. */
export interface Drained {
  /** Every delivery that was reacted to without trouble, in that order. */
  readonly done: readonly Delivery[];
  readonly troubles: readonly unknown[];
}

const ATTEMPTS = 10;

/**
 * Works off what is due on all lanes until they are quiet, one event after another. What fails is tried again at once,
 * ten times in all, and then buried. The clock stands still meanwhile.
 */
export async function drain(
  tintype: { react(delivery: Delivery): Promise<void> },
  { queue }: { readonly queue: EventQueue },
): Promise<Drained> {
  const done: Delivery[] = [];
  const troubles: unknown[] = [];
  for (;;) {
    const before = done.length + troubles.length;
    for (const lane of lanes) {
      for (const delivery of await queue.take(lane, { lease: minutes(1), limit: 100 })) {
        await attempt(delivery);
      }
    }
    if (done.length + troubles.length === before) return { done, troubles };
  }

  async function attempt(delivery: Delivery): Promise<void> {
    try {
      await tintype.react(delivery);
    } catch (trouble) {
      troubles.push(trouble);
      if (delivery.attempt < ATTEMPTS) return queue.retry(delivery, 0);
      return queue.bury(delivery, String(trouble));
    }
    done.push(delivery);
    await queue.done(delivery);
  }
}
