import { dirname, join } from "node:path";
import type { Clock } from "@tintype/core";
import { createFileBlobStore } from "./blobs/file-blob-store.ts";
import type { FileSystem } from "./files/file-system.ts";
import { createSqliteAccountRepository } from "./sqlite/sqlite-account-repository.ts";
import { createSqliteApiKeyRepository } from "./sqlite/sqlite-api-key-repository.ts";
import { createSqliteEventQueue } from "./sqlite/sqlite-event-queue.ts";
import { createSqlitePhotoRepository } from "./sqlite/sqlite-photo-repository.ts";
import { createSqliteShareRepository } from "./sqlite/sqlite-share-repository.ts";
import { createSqliteUsageLedger } from "./sqlite/sqlite-usage-ledger.ts";
import { temporaryDatabase } from "./sqlite/temporary-database.fixture.ts";

/** SQLite and files in a folder of their own. */
export async function openLocalStores(clock: Clock, system?: FileSystem) {
  const place = await temporaryDatabase();
  const { database } = place;
  const folder = join(dirname(place.path), "blobs");
  return {
    database,
    folder,
    accounts: createSqliteAccountRepository({ database, clock }),
    photos: createSqlitePhotoRepository({ database, clock }),
    shares: createSqliteShareRepository({ database, clock }),
    apiKeys: createSqliteApiKeyRepository({ database, clock }),
    usage: createSqliteUsageLedger({ database }),
    queue: createSqliteEventQueue({ database, clock }),
    blobs: createFileBlobStore({ folder, clock, ...(system && { system }) }),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}
