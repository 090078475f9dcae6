export { createZipArchiver } from "./archives/zip-archiver.ts";
export { createFileBlobStore, type FileBlobStore, type FileBlobStoreOptions } from "./blobs/file-blob-store.ts";
export type { ReadBlob } from "./blobs/read-file-sync.ts";
export {
  createLocalCredentialBroker,
  type KnownCredentials,
  type LocalCredentialBroker,
  type LocalCredentialBrokerOptions,
} from "./credentials/local-credential-broker.ts";
export { removeHalfWritten } from "./files/write-once.ts";
export { createLocalSecrets, type LocalSecretsOptions } from "./keyring/local-secrets.ts";
export { type Keyring, openKeyring } from "./keyring/open-keyring.ts";
export type { LaneReport } from "./lanes/lane.ts";
export {
  createLaneRunner,
  type LaneRunner,
  type LaneRunnerOptions,
  type Timers,
} from "./lanes/lane-runner.ts";
export { systemClock } from "./machine/system-clock.ts";
export { createUlids, type UlidsOptions } from "./machine/ulids.ts";
export { createFileMailer, type FileMailerOptions } from "./mail/file-mailer.ts";
export { type ReceivedMail, readMailbox } from "./mail/read-mailbox.ts";
export { createManagedLogin, type ManagedLogin } from "./managed-login/managed-login.ts";
export type { LoginClient, ManagedLoginOptions } from "./managed-login/managed-login-options.ts";
export {
  createScryptPasswordHasher,
  type ScryptPasswordHasherOptions,
} from "./passwords/scrypt-password-hasher.ts";
export { createLocalRateLimiter, type LocalRateLimiterOptions } from "./rates/local-rate-limiter.ts";
export type { S3Answer } from "./s3-door/operation.ts";
export { createS3Door, type S3Door, type S3DoorOptions } from "./s3-door/s3-door.ts";
export { S3Error, type S3ErrorCode } from "./s3-door/s3-error.ts";
export type { S3Head } from "./s3-door/s3-request.ts";
export { createLocalUrlSigner, type LocalUrlSignerOptions } from "./signing/local-url-signer.ts";
export {
  createUrlVerifier,
  type UrlRefusal,
  type UrlVerdict,
  type UrlVerifier,
  type UrlVerifierOptions,
} from "./signing/url-verifier.ts";
export type { SqliteRepositoryOptions } from "./sqlite/aggregate-table.ts";
export { type FolderLock, lockFolder } from "./sqlite/lock-folder.ts";
export {
  openSqliteDatabase,
  type SqliteDatabase,
  type SqliteDatabaseOptions,
} from "./sqlite/open-sqlite-database.ts";
export { createSqliteAccountRepository } from "./sqlite/sqlite-account-repository.ts";
export { createSqliteApiKeyRepository } from "./sqlite/sqlite-api-key-repository.ts";
export {
  createSqliteEventQueue,
  type LaneBacklog,
  type SqliteEventQueue,
  type SqliteEventQueueOptions,
} from "./sqlite/sqlite-event-queue.ts";
export { createSqlitePhotoRepository } from "./sqlite/sqlite-photo-repository.ts";
export { createSqliteShareRepository } from "./sqlite/sqlite-share-repository.ts";
export { createSqliteUsageLedger, type SqliteUsageLedgerOptions } from "./sqlite/sqlite-usage-ledger.ts";
export { bodyOfRequest } from "./tickets/body-of-request.ts";
export { createLocalUploadTickets, type LocalUploadTicketsOptions } from "./tickets/local-upload-tickets.ts";
export {
  createLocalMultipartUploads,
  type LocalMultipartUploads,
  type LocalMultipartUploadsOptions,
} from "./tickets/multipart/local-multipart-uploads.ts";
export { createUploadReceiver, type UploadReceiver, type UploadReceiverOptions } from "./tickets/receive-upload.ts";
export type { UploadAnswer, UploadHead, UploadOutcome, UploadRefusal } from "./tickets/upload-refusal.ts";
export { createLocalIdentityProvider, type LocalIdentityProviderOptions } from "./user-pool/local-identity-provider.ts";
export { openUserPoolDatabase, type UserPoolDatabase } from "./user-pool/open-user-pool-database.ts";
export type { OpenidConfiguration } from "./user-pool/openid-configuration.ts";
export type { Jwks, SigningKey } from "./user-pool/signing-keys.ts";
export {
  createUserPool,
  type UserPool,
  type UserPoolContext,
  type UserPoolResponse,
} from "./user-pool/user-pool.ts";
export { userPoolNames } from "./user-pool/user-pool-names.ts";
export type { TriggeredUser, UserPoolOptions, UserPoolTriggers } from "./user-pool/user-pool-options.ts";
