import { describe, expect, it } from "vitest";
import type { Instant } from "../shared/instant.ts";
import { describeClock } from "./clock.contract.ts";
import { createManualClock } from "./clock.fixture.ts";
import type { Clock } from "./clock.ts";
import { failuresOf } from "./contract-runner.fixture.ts";

const opening = (clock: Clock) => async () => ({ clock, [Symbol.asyncDispose]: async () => {} });

describeClock({ describe, it, expect }, "a manual clock", opening(createManualClock()));

describe("the contract of Clock", () => {
  it("catches a clock that tells local time", async () => {
    const local = { now: () => "2026-11-20T18:30:00.000+09:00" as Instant };
    const name = "tells the moment in UTC, to the millisecond";
    expect(await failuresOf(expect, (runner) => describeClock(runner, "local", opening(local)), [name])).toEqual([
      name,
    ]);
  });
});
