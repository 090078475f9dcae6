import type { MemoryEventQueueOptions } from "./event-queue.memory.ts";
import type { OpenMetadata } from "./metadata.fixture.ts";
import { createMemoryMetadata, type MemoryMetadata } from "./metadata.memory.ts";
import type { Metadata } from "./metadata.ts";

/** Says which ports of a store are replaced by broken ones. */
export type Sabotage = (store: MemoryMetadata) => Partial<Metadata>;

/** Opens memory stores for contracts: by default one that is whole, and that delivers everything once. */
export function openMemoryMetadata(
  { repeats = 0, ...options }: MemoryEventQueueOptions = {},
  sabotage: Sabotage = () => ({}),
): OpenMetadata {
  return async (clock) => {
    const store = createMemoryMetadata({ clock, repeats, ...options });
    return {
      ...store,
      ...sabotage(store),
      settled: async () => {},
      repeats: repeats > 0,
      [Symbol.asyncDispose]: async () => {},
    };
  };
}
