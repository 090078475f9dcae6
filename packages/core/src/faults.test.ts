import { describe, expect, it } from "vitest";
import { createTintype } from "./create-tintype.ts";
import { type FaultScenario, faultScenarios, type Memo } from "./fault-scenarios.fixture.ts";
import { checkInvariants, recover } from "./invariants.fixture.ts";
import { createFaultyPorts, type Fault } from "./ports/fault-ports.fixture.ts";
import { createWorld } from "./world.fixture.ts";

type Persistence = "tries again" | "gives up";

/** Plays the scenario with that fault, and everything that happens afterwards; `false` when it had fewer calls. */
async function play(scenario: FaultScenario, fault: Fault, client: Persistence): Promise<boolean> {
  const world = await createWorld({ seed: fault.at });
  const memo: Memo = {};
  await scenario.given?.(world, memo);
  const { ports, hasFailed } = createFaultyPorts(world.ports, fault);
  const unlucky = { tintype: createTintype(ports), ports };
  for (const step of scenario.steps) {
    try {
      await step(hasFailed() ? world : unlucky, world, memo);
    } catch (error) {
      if (!hasFailed()) throw error;
      if (client === "gives up") break;
      await step(world, world, memo);
    }
  }
  await recover(world);
  await checkInvariants(world);
  if (client === "tries again") expect(await scenario.finds(world, memo)).toEqual(scenario.expected);
  return hasFailed();
}

async function playWithEveryFault(
  scenario: FaultScenario,
  fault: Omit<Fault, "at">,
  client: Persistence,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    const again = await play(scenario, { ...fault, at }, client).catch((cause: unknown) => {
      throw new Error(`With the fault at call ${at}: ${String(cause)}`, { cause });
    });
    if (!again) return at - 1;
  }
}

describe.each(Object.entries(faultScenarios))("%s", { timeout: 60_000 }, (_, scenario) => {
  for (const kind of ["trouble", "crash"] as const) {
    for (const when of ["before", "after"] as const) {
      for (const client of ["tries again", "gives up"] as const) {
        it(`ends well with a ${kind} ${when} any call of a port, where whoever asked ${client}`, async () => {
          expect(await playWithEveryFault(scenario, { kind, when }, client)).toBeGreaterThan(1);
        });
      }
    }
  }
});
