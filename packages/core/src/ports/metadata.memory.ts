import { createMemoryAccountRepository } from "./account-repository.memory.ts";
import { createMemoryApiKeyRepository } from "./api-key-repository.memory.ts";
import type { Clock } from "./clock.ts";
import { createMemoryEventQueue, type MemoryEventQueue, type MemoryEventQueueOptions } from "./event-queue.memory.ts";
import { createMemoryStore } from "./memory-store.memory.ts";
import type { Metadata } from "./metadata.ts";
import { createMemoryPhotoRepository } from "./photo-repository.memory.ts";
import { createMemoryShareRepository } from "./share-repository.memory.ts";
import { createMemoryUsageLedger } from "./usage-ledger.memory.ts";

export interface MemoryMetadataOptions extends MemoryEventQueueOptions {
  readonly clock: Clock;
}

export interface MemoryMetadata extends Metadata {
  readonly queue: MemoryEventQueue;
}

/** The metadata ports over one store in memory. What they hand out is frozen; what they are given is copied. */
export function createMemoryMetadata({ clock, ...queue }: MemoryMetadataOptions): MemoryMetadata {
  const store = createMemoryStore(clock);
  return {
    accounts: createMemoryAccountRepository(store),
    photos: createMemoryPhotoRepository(store),
    shares: createMemoryShareRepository(store),
    apiKeys: createMemoryApiKeyRepository(store),
    usage: createMemoryUsageLedger(),
    queue: createMemoryEventQueue(store, queue),
  };
}
