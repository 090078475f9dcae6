import { hours, minutes } from "@tintype/core";
import { describeRateLimiter } from "@tintype/core/contracts";
import { createManualClock } from "@tintype/core/testing";
import * as vitest from "vitest";
import { breakCalls } from "../faults.fixture.ts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noDynamo, openDynamoFixture } from "./dynamo.fixture.ts";

const runner = laneRunner(vitest, { missing: noDynamo });
const { describe, it, expect } = runner;

const open = async () => {
  const clock = createManualClock();
  return { clock, ...(await openDynamoFixture(clock)) };
};
const guesses = { free: 2, pause: minutes(1), longestPause: minutes(5), forgottenAfter: hours(1) };

describeRateLimiter(runner, "DynamoDB", open);

describe("a RateLimiter in DynamoDB", () => {
  it("lets no more calls through of many at once than one after the other", async () => {
    await using store = await open();
    const calls = { perSecond: 3, burst: 12 };
    const waits = await Promise.all(Array.from({ length: 45 }, () => store.rates.take("ana", calls)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(12);
    expect(new Set(waits)).toEqual(new Set([0, 333]));
    store.clock.advance(2_000);
    const later = await Promise.all(Array.from({ length: 10 }, () => store.rates.take("ana", calls)));
    expect(later.filter((wait) => wait === 0)).toHaveLength(6);
  });

  it("counts for all processes together", async () => {
    await using store = await open();
    const other = store.openRates();
    for (const rates of [store.rates, other]) expect(await rates.take("door", guesses)).toBe(0);
    for (const rates of [store.rates, other]) expect(await rates.take("door", guesses)).toBe(minutes(1));
  });

  it("lets no more guesses through of many at once in many processes than one after the other", async () => {
    await using store = await open();
    const doors = Array.from({ length: 30 }, () => store.openRates());
    const waits = await Promise.all(doors.map((rates) => rates.take("door", guesses)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(2);
    expect(new Set(waits)).toEqual(new Set([0, minutes(1)]));
  });

  it("counts a guess once whose answer got lost, and lets nobody through whose guess was not counted", async () => {
    await using store = await open();
    const faults = breakCalls(store.client);
    const lost = { level: "call", moment: "after", isBroken: (call: number) => call === 1 } as const;
    expect((await faults.during(lost, () => store.rates.take("door", guesses))).result).toBe(0);
    expect(await store.rates.take("door", guesses)).toBe(0);
    expect(await store.rates.take("door", guesses)).toBe(minutes(1));
    await faults.during({ level: "call", moment: "before", isBroken: () => true }, async () => {
      await expect(store.rates.take("other", guesses)).rejects.toMatchObject({ code: "unavailable" });
      await expect(store.rates.take("other", { perSecond: 1, burst: 1 })).rejects.toMatchObject({
        code: "unavailable",
      });
    });
  });
});
