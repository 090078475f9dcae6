import type { Tintype } from "@tintype/core";
import * as z from "zod";
import { deadlineOf, type Invocation } from "../batches/invocation.ts";
import type { Logger } from "../log.ts";

export interface ScheduleOptions {
  readonly tintype: Pick<Tintype, "reconcile" | "sweep">;
  readonly logger: Pick<Logger, "trouble" | "told">;
  /** Makes signals that abort in so many milliseconds: Node's, unless told. */
  readonly after?: (milliseconds: number) => AbortSignal;
}

/** What a rule of EventBridge's says, as its constant input. */
const Occasion = z.object({ task: z.enum(["reconcile", "sweep"]) });

/**
 * Looks after what got stuck, ran out of time or was left behind: `reconcile` every few minutes, `sweep` once a day. What the
 * time does not suffice for is left to the next time. Rejects where nothing could be done, so that somebody is alarmed.
 */
export function createScheduleHandler({
  tintype,
  logger,
  after,
}: ScheduleOptions): (occasion: unknown, invocation: Invocation) => Promise<void> {
  return async (occasion, invocation) => {
    const { task } = Occasion.parse(occasion);
    const signal = deadlineOf(invocation, after);
    try {
      if (task === "sweep") logger.told("swept", { removed: await tintype.sweep({ signal }) });
      else {
        const { attended, troubles } = await tintype.reconcile({ signal });
        for (const trouble of troubles) logger.trouble("reconcile", trouble);
        logger.told("reconciled", { attended });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
      logger.trouble("out_of_time", error, { task });
    }
  };
}
