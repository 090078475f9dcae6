import type { Tintype } from "@tintype/core";
import * as z from "zod";
import { deadlineOf, type Invocation } from "../batches/invocation.ts";
import type { Logger } from "../log.ts";
import { PoolNews } from "./hear-of-pool.ts";

export interface ScheduleOptions {
  readonly tintype: Pick<Tintype, "reconcile" | "sweep">;
  /** Does what follows from what somebody did at the pool itself. */
  readonly hear: (news: PoolNews, options: { readonly signal: AbortSignal }) => Promise<void>;
  readonly logger: Pick<Logger, "trouble" | "told">;
  /** Makes signals that abort in so many milliseconds: Node's, unless told. */
  readonly after?: (milliseconds: number) => AbortSignal;
}

/** What a rule of EventBridge's says: its constant input, or what it makes of an event. */
const Occasion = z.discriminatedUnion("task", [
  z.object({ task: z.literal("reconcile") }),
  z.object({ task: z.literal("sweep") }),
  PoolNews.extend({ task: z.literal("hear") }),
]);

/**
 * Looks after what got stuck, ran out of time or was left behind: `reconcile` every few minutes, `sweep` once a day; and hears
 * (`hear`) of what people do at the pool. What the time does not suffice for is left to the next time. Rejects where nothing
 * could be done, so that somebody is alarmed.
 */
export function createScheduleHandler({
  tintype,
  hear,
  logger,
  after,
}: ScheduleOptions): (occasion: unknown, invocation: Invocation) => Promise<void> {
  return async (said, invocation) => {
    const occasion = Occasion.parse(said);
    const { task } = occasion;
    const signal = deadlineOf(invocation, after);
    try {
      if (task === "hear") await hear(occasion, { signal });
      else if (task === "sweep") logger.told("swept", { removed: await tintype.sweep({ signal }) });
      else {
        const { attended, troubles } = await tintype.reconcile({ signal });
        for (const trouble of troubles) logger.trouble("reconcile", trouble);
        logger.told("reconciled", { attended });
      }
    } catch (error) {
      // Nobody says it a second time but EventBridge, to whom it has to be said that it failed.
      if (!signal.aborted || task === "hear") throw error;
      logger.trouble("out_of_time", error, { task });
    }
  };
}
