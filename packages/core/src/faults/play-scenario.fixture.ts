import { createTintype, type Observe, type Tintype } from "../create-tintype.ts";
import { checkInvariants, checkLeftovers, recover } from "../invariants.fixture.ts";
import { drain } from "../ports/drain.fixture.ts";
import { createFaultyPorts, type Fault } from "../ports/fault-ports.fixture.ts";
import { StorageFull } from "../ports/port-errors.ts";
import type { MemoryPorts } from "../ports/ports.memory.ts";
import { createWorld } from "../world.fixture.ts";
import { checkAcknowledged } from "./check-acknowledged.fixture.ts";
import { type Created, countCreations } from "./count-creations.fixture.ts";
import type { FaultScenario, Memo } from "./fault-scenario.fixture.ts";
import { watchLeases } from "./watch-leases.fixture.ts";

/** `gives up`: whoever asked is not heard of again once something went wrong. */
export type Persistence = "tries again" | "gives up";

export interface Play {
  readonly fault: Fault;
  readonly client: Persistence;
}

/** What came of a scenario once everything was over. */
export interface Ending {
  /** `false` where the scenario has fewer calls than that. */
  readonly hasFailed: boolean;
  readonly found: unknown;
  /** How much of every kind has come into being. */
  readonly created: Created;
}

const never: Play = { fault: { at: Number.POSITIVE_INFINITY, when: "before", kind: "trouble" }, client: "tries again" };

export interface PlayOptions extends Partial<Play> {
  readonly observe?: Observe;
  /** What shall stand in the place of some ports, in all processes. */
  readonly around?: (ports: MemoryPorts) => Partial<MemoryPorts>;
  /** Called once everything is as the scenario has it given. */
  readonly given?: () => void;
}

/**
 * Plays a scenario with that fault (without one unless told), then everything that happens afterwards, and checks
 * everything that must hold whatever goes wrong. Throws where something does not.
 */
export async function playScenario(scenario: FaultScenario, options: PlayOptions = {}): Promise<Ending> {
  const { fault = never.fault, client = never.client, observe, around, given } = options;
  const leases = watchLeases();
  const creations = countCreations();
  const world = await createWorld({
    seed: Number.isFinite(fault.at) ? fault.at : 1,
    around: (ports) => {
      const watched = { ...ports, ...creations.around(ports), queue: leases.watch(ports) };
      return { ...watched, ...around?.(watched) };
    },
  });
  const memo: Memo = {};
  await scenario.given?.(world, memo);
  given?.();

  const { ports, hasFailed } = createFaultyPorts(world.ports, fault);
  const unlucky = { tintype: createTintype(ports, observe), ports };
  for (const step of scenario.steps) {
    try {
      await step(hasFailed() ? world : unlucky, world, memo);
    } catch (error) {
      if (!hasFailed()) throw error;
      if (client === "gives up") break;
      await step(world, world, memo);
    }
  }
  if (fault.kind === "full") await goOnWithoutRoom(unlucky);

  await recover(world);
  await checkInvariants(world);
  await checkAcknowledged(world, memo);
  await checkLeftovers(world);
  leases.check();
  return { hasFailed: hasFailed(), found: await scenario.finds(world, memo), created: creations.created };
}

/** What a process does by itself while there is still no room: nothing of it may make things worse. */
async function goOnWithoutRoom({ tintype, ports }: { tintype: Tintype; ports: MemoryPorts }): Promise<void> {
  const works = [() => tintype.reconcile(), () => drain(tintype, ports), () => tintype.sweep()];
  for (const work of works) {
    await work().catch((trouble: unknown) => {
      if (!(trouble instanceof StorageFull)) throw trouble;
    });
  }
}
