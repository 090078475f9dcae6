import type { AccountDisabled, AccountNotFound, FreshSignInRequired, SignedOut } from "./accounts/account-errors.ts";
import type { ApiKeyNotFound, ApiKeyNotValid, TooManyApiKeys, UsagePlanExceeded } from "./api-keys/api-key-errors.ts";
import type { CredentialsExpired } from "./credentials/credential-errors.ts";
import type { ExportNotFound } from "./exports/export-errors.ts";
import type {
  CopyFailed,
  CopyNotReady,
  IncomingNotFound,
  PhotoNotFound,
  PhotoStateConflict,
  PhotoTooLarge,
  QuotaExceeded,
  StatedHashMismatch,
  TooManyOpenUploads,
  UploadMissing,
} from "./photos/photo-errors.ts";
import type { ImageProcessorFailed, ImageRefused } from "./ports/image-processor.ts";
import type {
  BlobChanged,
  BlobSizeMismatch,
  InvalidBlobKey,
  PartsRefused,
  StorageFull,
  TooManyPasswordChecks,
  UploadGone,
} from "./ports/port-errors.ts";
import type {
  IdempotencyKeyReused,
  InvalidCursor,
  InvalidInput,
  NotAllowed,
  ReceiptExists,
  ReplayedResultGone,
  RevisionConflict,
  SaveConflict,
  SignInRequired,
  TooManyAttempts,
  Unavailable,
} from "./shared/errors.ts";
import type { DownloadNotAllowed, GrantNotValid, ShareNotFound, WrongSharePassword } from "./shares/share-errors.ts";

/** Every error that the domain throws; `switch (error.code)` over it is exhaustive. */
export type AnyTintypeError =
  | SignInRequired
  | NotAllowed
  | TooManyAttempts
  | InvalidInput
  | InvalidCursor
  | RevisionConflict
  | SaveConflict
  | ReceiptExists
  | IdempotencyKeyReused
  | ReplayedResultGone
  | Unavailable
  | AccountNotFound
  | AccountDisabled
  | SignedOut
  | FreshSignInRequired
  | ApiKeyNotFound
  | ApiKeyNotValid
  | TooManyApiKeys
  | UsagePlanExceeded
  | CredentialsExpired
  | ExportNotFound
  | PhotoNotFound
  | PhotoStateConflict
  | QuotaExceeded
  | TooManyOpenUploads
  | PhotoTooLarge
  | CopyNotReady
  | CopyFailed
  | UploadMissing
  | IncomingNotFound
  | StatedHashMismatch
  | ImageRefused
  | ImageProcessorFailed
  | InvalidBlobKey
  | BlobSizeMismatch
  | BlobChanged
  | UploadGone
  | PartsRefused
  | StorageFull
  | TooManyPasswordChecks
  | ShareNotFound
  | WrongSharePassword
  | GrantNotValid
  | DownloadNotAllowed;

export type ErrorCode = AnyTintypeError["code"];
