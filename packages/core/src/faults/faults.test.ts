import { describe, expect, it } from "vitest";
import { createTintype, type Observe } from "../create-tintype.ts";
import type { Fault } from "../ports/fault-ports.fixture.ts";
import { createMemoryPorts } from "../ports/ports.memory.ts";
import type { FaultScenario } from "./fault-scenario.fixture.ts";
import { faultScenarios } from "./fault-scenarios.fixture.ts";
import { type Persistence, playScenario } from "./play-scenario.fixture.ts";

const faults: Readonly<Record<string, Omit<Fault, "at">>> = {
  "a trouble before": { kind: "trouble", when: "before" },
  "a trouble after": { kind: "trouble", when: "after" },
  "a crash before": { kind: "crash", when: "before" },
  "a crash after": { kind: "crash", when: "after" },
  "a full disk from": { kind: "full", when: "before" },
};
const clients: readonly Persistence[] = ["tries again", "gives up"];

describe.each(Object.entries(faultScenarios))("%s", { timeout: 60_000 }, (_, scenario) => {
  for (const [words, fault] of Object.entries(faults)) {
    for (const client of clients) {
      it(`ends well with ${words} any call of a port, where whoever asked ${client}`, async () => {
        await playWithEvery(fault, client, scenario);
      });
    }
  }
});

async function playWithEvery(fault: Omit<Fault, "at">, client: Persistence, scenario: FaultScenario): Promise<void> {
  const { created: once } = await playScenario(scenario);
  for (let at = 1, failed = true; failed; at += 1) {
    const { hasFailed, found, created } = await playScenario(scenario, { fault: { ...fault, at }, client }).catch(
      (cause: unknown) => {
        throw new Error(`With the fault at call ${at}: ${String(cause)}`, { cause });
      },
    );
    for (const [kind, count] of Object.entries(created)) {
      expect(count, `${kind} with the fault at call ${at}`).toBeLessThanOrEqual(once[kind as keyof typeof once]);
    }
    if (client === "tries again") expect(found, `with the fault at call ${at}`).toEqual(scenario.expected);
    failed = hasFailed;
  }
}

describe("the scenarios", () => {
  it("have every operation that there is in one of them", async () => {
    const seen = new Set<string>();
    const note: Observe = (feature, operations) => {
      const noted = Object.entries(operations).map(([name, operation]: [string, (...args: never[]) => unknown]) => [
        name,
        (...args: never[]) => {
          seen.add(`${feature}.${name}`);
          return operation(...args);
        },
      ]);
      return Object.fromEntries(noted);
    };
    for (const scenario of Object.values(faultScenarios)) await playScenario(scenario, { observe: note });
    const all: string[] = [];
    createTintype(createMemoryPorts(), (feature, operations) => {
      all.push(...Object.keys(operations).map((name) => `${feature}.${name}`));
      return operations;
    });
    expect(all.filter((operation) => !seen.has(operation))).toEqual([]);
  });
});
