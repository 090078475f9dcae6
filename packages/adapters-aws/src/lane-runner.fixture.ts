import type { ContractRunner } from "@tintype/core/contracts";
import { describe, expect, it } from "vitest";

export interface LaneRunnerOptions {
  /** Why nothing can be run; `undefined` where everything is there. */
  readonly missing: string | undefined;
  /** Tests that the counterpart on this machine cannot pass, each with its reason; they must fail, so that none stays on the list. */
  readonly beyond?: Readonly<Record<string, string>>;
}

/** Vitest for contracts against a real counterpart: where there is none, every test says so and is skipped. */
export function laneRunner({ missing, beyond = {} }: LaneRunnerOptions): ContractRunner {
  return {
    describe,
    expect,
    it(name, test) {
      const reason = beyond[name];
      if (reason === undefined) {
        it(name, async ({ skip }) => {
          skip(missing !== undefined, missing);
          await test();
        });
      } else {
        it(`is not tried by this counterpart, since ${reason}: ${name}`, async ({ skip }) => {
          skip(missing !== undefined, missing);
          await expect((async () => test())()).rejects.toThrow();
        });
      }
    },
  };
}
