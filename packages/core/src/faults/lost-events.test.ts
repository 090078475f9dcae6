import { describe, expect, it } from "vitest";
import { faultScenarios } from "./fault-scenarios.fixture.ts";
import { loseEvent } from "./lose-event.fixture.ts";
import { playScenario } from "./play-scenario.fixture.ts";

describe.each(Object.entries(faultScenarios))("%s", { timeout: 60_000 }, (_, scenario) => {
  it("ends well whichever of its events is lost", async () => {
    for (let at = 1, lost = true; lost; at += 1) {
      const loss = loseEvent(at);
      const { found } = await playScenario(scenario, { around: loss.around, given: loss.begin });
      lost = loss.lost() !== undefined;
      const { expected, expectedWithoutEvent = expected } = scenario;
      expect(found, `without event ${at}, ${loss.lost()}`).toEqual(lost ? expectedWithoutEvent : expected);
    }
  });
});
