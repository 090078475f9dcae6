import { Instant } from "../shared/instant.ts";
import type { Clock } from "./clock.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

export interface ClockFixture {
  readonly clock: Clock;
}

/** What holds for every Clock. */
export function describeClock({ describe, it, expect }: ContractRunner, name: string, open: Open<ClockFixture>): void {
  describe(`${name} as a Clock`, () => {
    it("tells the moment in UTC, to the millisecond", async () => {
      await using fixture = await open();
      expect(Instant.safeParse(fixture.clock.now()).success).toBe(true);
    });
  });
}
