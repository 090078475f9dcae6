import { clearInterval, clearTimeout, setInterval, setTimeout } from "node:timers";
import { hours, minutes, type Tintype } from "@tintype/core";

const RECONCILE_EVERY = minutes(5);
const SWEEP_EVERY = hours(24);

export interface Maintenance {
  /** Begins nothing more, aborts what is under way, and resolves when it has ended. */
  stop(): Promise<void>;
}

export interface MaintenanceOptions {
  readonly tintype: Pick<Tintype, "reconcile" | "sweep">;
  /** Removes the traces of what the sweep has removed. */
  readonly scrub: () => Promise<void>;
  /** Is told of troubles. */
  readonly report: (trouble: unknown) => void;
}

/** Looks after what got stuck or was left behind: at once, and from then on every so often. */
export function startMaintenance({ tintype, scrub, report }: MaintenanceOptions): Maintenance {
  const abort = new AbortController();
  const { signal } = abort;
  let work: Promise<void> = Promise.resolve();

  const then = (step: () => Promise<void>) => {
    work = work.then(async () => {
      if (signal.aborted) return;
      await step().catch((trouble: unknown) => {
        if (!signal.aborted) report(trouble);
      });
    });
  };
  const reconcile = () =>
    then(async () => {
      const { troubles } = await tintype.reconcile({ signal });
      for (const trouble of troubles) report(trouble);
    });
  const sweep = () =>
    then(async () => {
      await tintype.sweep({ signal });
      await scrub();
    });

  reconcile();
  // The first sweep reads every directory there is: it can wait until people have been served.
  const firstSweep = setTimeout(sweep, minutes(1));
  const timers = [setInterval(reconcile, RECONCILE_EVERY), setInterval(sweep, SWEEP_EVERY)];
  return {
    stop: async () => {
      clearTimeout(firstSweep);
      for (const timer of timers) clearInterval(timer);
      abort.abort();
      await work;
    },
  };
}
