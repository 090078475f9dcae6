import type { AccountRepository } from "./account-repository.ts";
import type { ApiKeyRepository } from "./api-key-repository.ts";
import type { EventQueue } from "./event-queue.ts";
import type { PhotoRepository } from "./photo-repository.ts";
import type { ShareRepository } from "./share-repository.ts";
import type { UsageLedger } from "./usage-ledger.ts";

/** What one store provides together: receipts are one set, and the queue delivers what the repositories save. */
export interface Metadata {
  readonly accounts: AccountRepository;
  readonly photos: PhotoRepository;
  readonly shares: ShareRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly usage: UsageLedger;
  readonly queue: EventQueue;
}
