import type { DevelopmentStep, Warning } from "@tintype/core";

/** Steps on their way from a child to whoever iterates: pushed as they come, read in their order. */
export interface StepQueue {
  push(step: DevelopmentStep): void;
  /** No more will come: the warnings of a good end, or the error of a bad one, which is met after the steps before it. */
  end(outcome: readonly Warning[] | Error): void;
  read(): AsyncGenerator<DevelopmentStep, readonly Warning[]>;
}

export function createStepQueue(): StepQueue {
  const steps: DevelopmentStep[] = [];
  let outcome: readonly Warning[] | Error | undefined;
  let wake = (): void => {};
  return {
    push(step) {
      steps.push(step);
      wake();
    },
    end(how) {
      outcome ??= how;
      wake();
    },
    async *read() {
      for (;;) {
        const step = steps.shift();
        if (step !== undefined) yield step;
        else if (outcome instanceof Error) throw outcome;
        else if (outcome !== undefined) return outcome;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    },
  };
}
