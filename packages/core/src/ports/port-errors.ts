import { TintypeError } from "../shared/errors.ts";

/** A key that no blob can have. */
export class InvalidBlobKey extends TintypeError {
  readonly code = "invalid_blob_key";
  constructor(options?: ErrorOptions) {
    super(
      "Keys have 1 to 512 characters of letters, digits and ._/- (below u/: 1,024 bytes, no control characters) and no empty, '.' or '..' segment.",
      options,
    );
  }
}

/** The body was shorter or longer than announced. */
export class BlobSizeMismatch extends TintypeError {
  readonly code = "blob_size_mismatch";
  constructor(expected: number, options?: ErrorOptions) {
    super(`The body does not have the ${expected} bytes that were announced.`, options);
  }
}

/** The blob is gone, or is not the version that was asked for. */
export class BlobChanged extends TintypeError {
  readonly code = "blob_changed";
  constructor(options?: ErrorOptions) {
    super("These bytes have been replaced or removed meanwhile.", options);
  }
}

/** The upload has been abandoned, or nobody ever began it. */
export class UploadGone extends TintypeError {
  readonly code = "upload_gone";
  constructor(options?: ErrorOptions) {
    super("There is no such upload any more: ask for a ticket, and begin again.", options);
  }
}

/** The blob cannot be put together from these parts. */
export class PartsRefused extends TintypeError {
  readonly code = "parts_refused";
}

/** There is no room left where blobs or rows are kept. */
export class StorageFull extends TintypeError {
  readonly code = "storage_full";
  constructor(options?: ErrorOptions) {
    super("There is no room left on the server's storage.", options);
  }
}

/** More passwords are waiting to be checked than the machine can take. */
export class TooManyPasswordChecks extends TintypeError {
  readonly code = "too_many_password_checks";
  constructor(options?: ErrorOptions) {
    super("Too many passwords are being checked at this moment: try again in a few seconds.", options);
  }
}
