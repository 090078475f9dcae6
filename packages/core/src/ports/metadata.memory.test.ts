import { describe, expect, it } from "vitest";
import { describeAccountRepository } from "./account-repository.contract.ts";
import { describeApiKeyRepository } from "./api-key-repository.contract.ts";
import { describeEventQueue } from "./event-queue.contract.ts";
import { openLaggingMetadata } from "./lagging-metadata.fixture.ts";
import { openMemoryMetadata } from "./open-memory-metadata.fixture.ts";
import { describePhotoRepository } from "./photo-repository.contract.ts";
import { describeShareRepository } from "./share-repository.contract.ts";
import { describeUsageLedger } from "./usage-ledger.contract.ts";

const runner = { describe, it, expect };

for (const [name, open] of [
  ["memory", openMemoryMetadata()],
  ["memory that lags", openLaggingMetadata],
] as const) {
  describeAccountRepository(runner, name, open);
  describePhotoRepository(runner, name, open);
  describeShareRepository(runner, name, open);
  describeApiKeyRepository(runner, name, open);
  describeUsageLedger(runner, name, open);
  describeEventQueue(runner, name, open);
}
for (const seed of [1, 2, 3]) {
  describeEventQueue(runner, `memory, repeating a half, seed ${seed}`, openMemoryMetadata({ seed, repeats: 0.5 }));
}
describeEventQueue(runner, "memory, repeating everything", openMemoryMetadata({ repeats: 1 }));
