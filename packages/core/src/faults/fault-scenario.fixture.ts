import type { Tintype } from "../create-tintype.ts";
import type { PoolSession } from "../ports/identity-provider.contract.ts";
import type { MemoryPorts } from "../ports/ports.memory.ts";
import type { GuestActor } from "../shared/actor.ts";
import type { ApiKeyId, ExportId, PhotoId, ShareId } from "../shared/ids.ts";
import type { World } from "../world.fixture.ts";

/** Tintype and its ports as the process has them that the fault happens to. */
interface Process {
  readonly tintype: Tintype;
  readonly ports: MemoryPorts;
}

/** What one step found out, for those after it: all of it was acknowledged. */
export interface Memo {
  photo?: PhotoId;
  another?: PhotoId;
  share?: ShareId;
  token?: string;
  guest?: GuestActor;
  apiKey?: ApiKeyId;
  key?: string;
  takeout?: ExportId;
  session?: PoolSession | undefined;
}

export interface FaultScenario {
  /** Happens before anything goes wrong. */
  readonly given?: (world: World, memo: Memo) => Promise<void>;
  /** What a client or a worker does, one thing after another; it repeats the one that failed, with the same key. */
  readonly steps: readonly ((process: Process, world: World, memo: Memo) => Promise<unknown>)[];
  /** What is found after recovery, where nobody gave up. */
  readonly finds: (world: World, memo: Memo) => Promise<unknown>;
  readonly expected: unknown;
  /** The same where an event was lost that nobody raises again. */
  readonly expectedWithoutEvent?: unknown;
}

export type FaultScenarios = Readonly<Record<string, FaultScenario>>;
export type Step = FaultScenario["steps"][number];
