import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { describePhotoRepository } from "../../../core/src/ports/photo-repository.contract.ts";
import { openSqliteDatabase } from "./open-sqlite-database.ts";
import { createSqliteAccountRepository } from "./sqlite-account-repository.ts";
import { createSqliteEventQueue } from "./sqlite-event-queue.ts";
import { createSqlitePhotoRepository } from "./sqlite-photo-repository.ts";
import { createSqliteShareRepository } from "./sqlite-share-repository.ts";
import { createSqliteUsageLedger } from "./sqlite-usage-ledger.ts";

const runner = { describe, it, expect };

describePhotoRepository(runner, "SQLite", openMetadata);

async function openMetadata(clock: Clock) {
  const folder = await mkdtemp(join(tmpdir(), "tintype-"));
  const database = openSqliteDatabase(join(folder, "tintype.db"));
  return {
    accounts: createSqliteAccountRepository({ database, clock }),
    photos: createSqlitePhotoRepository({ database, clock }),
    shares: createSqliteShareRepository({ database, clock }),
    usage: createSqliteUsageLedger({ database }),
    queue: createSqliteEventQueue({ database, clock }),
    settled: async () => {},
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
