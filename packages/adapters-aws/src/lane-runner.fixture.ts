import type { ContractRunner } from "@tintype/core/contracts";

/** The part of vitest that lanes need. */
interface Vitest extends Pick<ContractRunner, "describe" | "expect"> {
  it(name: string, test: (context: { skip(condition: boolean, reason?: string): void }) => Promise<void>): unknown;
}

export interface LaneOptions {
  /** Why nothing can be run; `undefined` where everything is there. */
  readonly missing: string | undefined;
  /** Tests that the counterpart cannot pass, each with its reason. They must fail, so that none stays here needlessly. */
  readonly beyond?: Readonly<Record<string, string>>;
}

/** Runs contracts against a real counterpart; where there is none, every test says so and is skipped. */
export function laneRunner({ describe, it, expect }: Vitest, { missing, beyond = {} }: LaneOptions): ContractRunner {
  return {
    describe: (name, suite) => describe(name, suite),
    expect: (actual, message) => expect(actual, message),
    it(name, test) {
      const reason = beyond[name];
      const title = reason === undefined ? name : `is beyond this counterpart, since ${reason}: ${name}`;
      return it(title, async ({ skip }) => {
        skip(missing !== undefined, missing);
        if (reason === undefined) await test();
        else expect(await failsOnce(test), "it passes by now: take it off the list").toBe(true);
      });
    },
  };
}

/** A race that is lost only sometimes is run again until it is. */
async function failsOnce(test: () => Promise<void> | void): Promise<boolean> {
  for (let run = 0; run < 50; run += 1) {
    try {
      await test();
    } catch {
      return true;
    }
  }
  return false;
}
