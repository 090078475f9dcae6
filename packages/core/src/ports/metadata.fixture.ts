import { createManualClock, type ManualClock } from "./clock.fixture.ts";
import type { Clock } from "./clock.ts";
import type { ContractRunner } from "./contract-runner.ts";
import type { Metadata } from "./metadata.ts";

/** One fresh store, isolated from every other, as the contracts of the metadata ports want it. */
export interface MetadataFixture extends Metadata, AsyncDisposable {
  /** Resolves when lists, look-ups and the queue show everything that was saved until now. */
  readonly settled: () => Promise<void>;
  /** Whether an event that is done may come once more, as transports do that deliver at least once. */
  readonly repeats?: boolean;
}

/** Opens one whose adapters go by that clock. */
export type OpenMetadata = (clock: Clock) => Promise<MetadataFixture>;

type StoreTest = (store: MetadataFixture, clock: ManualClock) => Promise<void>;

/** The runner's `it` for tests of a fresh store and of the clock that it goes by. */
export function onFreshStore(runner: ContractRunner, open: OpenMetadata): (name: string, test: StoreTest) => void {
  return (name, test) => {
    runner.it(name, async () => {
      const clock = createManualClock();
      await using store = await open(clock);
      await test(store, clock);
    });
  };
}
