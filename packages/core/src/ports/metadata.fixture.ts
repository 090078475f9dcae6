import { createManualClock, type ManualClock } from "./clock.fixture.ts";
import type { Clock } from "./clock.ts";
import type { ContractRunner } from "./contract-runner.ts";
import type { EventQueue } from "./event-queue.ts";
import type { Metadata } from "./metadata.ts";
import type { PhotoRepository } from "./photo-repository.ts";

/** One fresh store, isolated from every other, with some of the repositories: those that it has are proven together. */
export interface RepositoryFixture
  extends Partial<Pick<Metadata, "accounts" | "photos" | "shares" | "apiKeys">>,
    AsyncDisposable {
  /** Where the events come out that were saved. No contract of a repository asks it for more than to `take`. */
  readonly queue: Pick<EventQueue, "take">;
  /** Resolves when lists, look-ups and the queue show everything that was saved until now. */
  readonly settled: () => Promise<void>;
}

/** What proving a `PhotoRepository` takes; it needs no other repository beside it. */
export interface PhotoRepositoryFixture extends RepositoryFixture {
  readonly photos: PhotoRepository;
}

/** One fresh store, isolated from every other, with all metadata ports. */
export interface MetadataFixture extends Metadata, AsyncDisposable {
  /** Resolves when lists, look-ups and the queue show everything that was saved until now. */
  readonly settled: () => Promise<void>;
  /** Whether an event that is done may come once more, as transports do that deliver at least once. */
  readonly repeats?: boolean;
}

/** Opens one whose adapters go by that clock. */
export type OpenStore<Store extends AsyncDisposable> = (clock: Clock) => Promise<Store>;
export type OpenMetadata = OpenStore<MetadataFixture>;

type StoreTest<Store> = (store: Store, clock: ManualClock) => Promise<void>;

/** The runner's `it` for tests of a fresh store and of the clock that it goes by. */
export function onFreshStore<Store extends AsyncDisposable>(
  runner: ContractRunner,
  open: OpenStore<Store>,
): (name: string, test: StoreTest<Store>) => void {
  return (name, test) => {
    runner.it(name, async () => {
      const clock = createManualClock();
      await using store = await open(clock);
      await test(store, clock);
    });
  };
}
