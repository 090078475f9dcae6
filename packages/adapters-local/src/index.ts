export { createFileBlobStore, type FileBlobStore, type FileBlobStoreOptions } from "./blobs/file-blob-store.ts";
export type { ReadBlob } from "./blobs/read-file-sync.ts";
export {
  createLaneRunner,
  type LaneReport,
  type LaneRunner,
  type LaneRunnerOptions,
  type Timers,
} from "./lanes/lane-runner.ts";
export type { SqliteRepositoryOptions } from "./sqlite/aggregate-table.ts";
export {
  openSqliteDatabase,
  type SqliteDatabase,
  type SqliteDatabaseOptions,
} from "./sqlite/open-sqlite-database.ts";
export { createSqliteAccountRepository } from "./sqlite/sqlite-account-repository.ts";
export { createSqliteEventQueue, type SqliteEventQueueOptions } from "./sqlite/sqlite-event-queue.ts";
export { createSqlitePhotoRepository } from "./sqlite/sqlite-photo-repository.ts";
export { createSqliteShareRepository } from "./sqlite/sqlite-share-repository.ts";
export { createSqliteUsageLedger, type SqliteUsageLedgerOptions } from "./sqlite/sqlite-usage-ledger.ts";
