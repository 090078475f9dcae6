export { Account, AccountExport, DisplayName, Identity, isLeaving, isUnfinished, Plan } from "./accounts/account.ts";
export { AccountDisabled, AccountNotFound, FreshSignInRequired, SignedOut } from "./accounts/account-errors.ts";
export {
  AccountChanges,
  type AccountPorts,
  type Accounts,
  AccountView,
  createAccounts,
  NewAccount,
  type TokenFacts,
} from "./accounts/index.ts";
export { ApiKey, afterCall, hourOf, monthOf, UsagePlan } from "./api-keys/api-key.ts";
export { ApiKeyNotFound, ApiKeyNotValid, TooManyApiKeys, UsagePlanExceeded } from "./api-keys/api-key-errors.ts";
export { ApiKeyView, type CreatedApiKey, NewApiKey } from "./api-keys/index.ts";
export { attemptsOfEvent, type BackoffOptions, createBackoff } from "./backoff.ts";
export { createTintype, type Observe, type Tintype } from "./create-tintype.ts";
export { CredentialsExpired } from "./credentials/credential-errors.ts";
export { type CredentialFacts, TemporaryCredentials } from "./credentials/index.ts";
export type { AnyTintypeError, ErrorCode } from "./errors.ts";
export { aggregateOf, DomainEvent, type EventOf, type EventType, type Lane, lanes, lanesOf } from "./events.ts";
export { ExportNotFound } from "./exports/export-errors.ts";
export { ExportView } from "./exports/index.ts";
export type { Features } from "./features.ts";
export {
  type BegunUpload,
  createPhotos,
  type DevelopOptions,
  DownloadLink,
  IncomingPhoto,
  MultipartUpload,
  NewPhoto,
  PhotoBatch,
  PhotoBatchOutcome,
  PhotoChanges,
  type PhotoPorts,
  PhotoQuery,
  type Photos,
  PhotoView,
  PostUpload,
  PutUpload,
  type Reconciled,
  Renditions,
  RenditionView,
  SentPhoto,
  SignedUploadRequest,
  UploadCompletion,
  type UploadedPhoto,
  UploadRequest,
  UploadTicket,
} from "./photos/index.ts";
export {
  Camera,
  CapturedAt,
  Failure,
  FailureCode,
  ImageFormat,
  Location,
  Photo,
  PhotoMonth,
  PhotoState,
  Rendition,
  VisibleState,
  Warning,
} from "./photos/photo.ts";
export {
  IncomingNotFound,
  PhotoNotFound,
  PhotoStateConflict,
  PhotoTooLarge,
  QuotaExceeded,
  TooManyOpenUploads,
  UploadMissing,
} from "./photos/photo-errors.ts";
export {
  incomingKey,
  incomingPrefix,
  originalKey,
  photoOfKey,
  renditionKey,
  renditionPrefix,
} from "./photos/photo-keys.ts";
export type { AccountRepository } from "./ports/account-repository.ts";
export type { ApiKeyRepository } from "./ports/api-key-repository.ts";
export type { Archive, ArchiveEntry, Archiver } from "./ports/archiver.ts";
export {
  checkBlobKey,
  checkPlainKey,
  checkResource,
  compareKeys,
  contentTypeOf,
  isBlobKey,
  isBlobPrefix,
} from "./ports/blob-key.ts";
export type {
  BlobArea,
  BlobInfo,
  BlobRef,
  BlobStore,
  OpenBlob,
  OpenBlobOptions,
  PutBlobOptions,
  StoredBlob,
} from "./ports/blob-store.ts";
export { checkPartNumber, checkParts } from "./ports/check-parts.ts";
export type { Clock } from "./ports/clock.ts";
export type { CredentialBroker, CredentialRequest, IssuedCredentials } from "./ports/credential-broker.ts";
export type { Delivery, EventQueue, TakeOptions } from "./ports/event-queue.ts";
export type { IdentityProvider, PoolUser } from "./ports/identity-provider.ts";
export type { Ids } from "./ports/ids.ts";
export {
  type DevelopedRendition,
  type DevelopmentPlan,
  type DevelopmentStep,
  type ExifTimes,
  type Finished,
  type ImageProcessor,
  ImageProcessorFailed,
  ImageRefused,
  type Inspected,
  type Preview,
  type RefusalReason,
  type RenditionPlan,
} from "./ports/image-processor.ts";
export type { Ports } from "./ports/index.ts";
export { checkMailAddress } from "./ports/mail-address.ts";
export type { Mail, Mailer } from "./ports/mailer.ts";
export type { Metadata } from "./ports/metadata.ts";
export type {
  MultipartPart,
  MultipartRef,
  MultipartRequest,
  MultipartUploads,
  OpenMultipart,
  ReceivedPart,
  SignedRequest,
} from "./ports/multipart-uploads.ts";
export { partsOfXml, xmlOfBegun, xmlOfCompleted, xmlOfParts } from "./ports/multipart-xml.ts";
export type { PasswordHasher } from "./ports/password-hasher.ts";
export type { PhotoFilter, PhotoRepository } from "./ports/photo-repository.ts";
export {
  BlobChanged,
  BlobSizeMismatch,
  InvalidBlobKey,
  PartsRefused,
  StorageFull,
  TooManyPasswordChecks,
  UploadGone,
} from "./ports/port-errors.ts";
export { portNames, portsOf } from "./ports/port-names.ts";
export { countUnder, type RateCount, uncounted } from "./ports/rate-count.ts";
export type { CallRate, GuessRate, RateLimiter, RateRule } from "./ports/rate-limiter.ts";
export type { Change, Repository } from "./ports/repository.ts";
export type { SecretPurpose, Secrets } from "./ports/secrets.ts";
export type { ShareRepository } from "./ports/share-repository.ts";
export type { ExpectedUpload, PostTicket, PutTicket, UploadTickets } from "./ports/upload-tickets.ts";
export type { UrlSigner } from "./ports/url-signer.ts";
export type { Reservation, Usage, UsageLedger, UsageLimits } from "./ports/usage-ledger.ts";
export { parseSettings, RenditionSettings, Settings, type SettingsInput } from "./settings.ts";
export {
  type Actor,
  type AnonymousActor,
  anonymous,
  type GuestActor,
  type ProgramActor,
  type SystemActor,
  system,
  type UserActor,
} from "./shared/actor.ts";
export { type Counted, Counters, Receipt } from "./shared/aggregate.ts";
export { type ByteRange, parseByteRange } from "./shared/byte-range.ts";
export type { CallOptions, ChangeOptions, CreateOptions, Idempotency } from "./shared/call-options.ts";
export {
  type FieldError,
  IdempotencyKeyReused,
  InvalidCursor,
  InvalidInput,
  NotAllowed,
  ReceiptExists,
  ReplayedResultGone,
  RevisionConflict,
  SaveConflict,
  SignInRequired,
  TintypeError,
  TooManyAttempts,
  Unavailable,
} from "./shared/errors.ts";
export { ApiKeyId, ExportId, PhotoId, Sha256, ShareId, Ulid, UploadId, UserId } from "./shared/ids.ts";
export {
  days,
  hours,
  Instant,
  instantFromMillis,
  millisOf,
  minutes,
  plus,
  seconds,
  windowStart,
} from "./shared/instant.ts";
export { Cursor, type Page, type PageRequest } from "./shared/page.ts";
export { parseInput } from "./shared/parse-input.ts";
export { partLimits } from "./shared/part-limits.ts";
export { Scope } from "./shared/scope.ts";
export { escapeHtml } from "./shared/text.ts";
export {
  type CreatedShare,
  createShares,
  GuestPhoto,
  GuestShare,
  NewShare,
  OpenedShare,
  type OpenShareOptions,
  ShareChanges,
  ShareDescription,
  ShareKey,
  type SharePorts,
  ShareQuery,
  type Shares,
  ShareView,
} from "./shares/index.ts";
export { Download, hasViewsLeft, isLive, Share } from "./shares/share.ts";
export { DownloadNotAllowed, GrantNotValid, ShareNotFound, WrongSharePassword } from "./shares/share-errors.ts";
