import { TintypeError } from "../shared/errors.ts";
import type { PhotoState } from "./photo.ts";

/** There is no such photo, or it is somebody else's: the answer is the same. */
export class PhotoNotFound extends TintypeError {
  readonly code = "photo_not_found";
  constructor(options?: ErrorOptions) {
    super("There is no such photo.", options);
  }
}

/** What was asked does not fit the state that the photo is in. */
export class PhotoStateConflict extends TintypeError {
  readonly code = "photo_state_conflict";
  readonly state: PhotoState;
  constructor(state: PhotoState, message: string, options?: ErrorOptions) {
    super(message, options);
    this.state = state;
  }
}

/** The owner's plan has no room for this photo. */
export class QuotaExceeded extends TintypeError {
  readonly code = "quota_exceeded";
}

/** Too many uploads were begun and not finished. */
export class TooManyOpenUploads extends TintypeError {
  readonly code = "too_many_open_uploads";
  constructor(limit: number, options?: ErrorOptions) {
    super(`${limit} uploads are under way: finish or abandon some first.`, options);
  }
}

/** The bytes are more than an upload, or this door, may hold. */
export class PhotoTooLarge extends TintypeError {
  readonly code = "photo_too_large";
}

const awaited = "The bytes have not arrived yet: send them as the ticket says, then complete the upload.";

/** A copy of this photo is being made. */
export class CopyNotReady extends TintypeError {
  readonly code = "copy_not_ready";
  constructor(options?: ErrorOptions) {
    super("The copy of this photo is still being made: ask again in a moment.", options);
  }
}

/** A copy of this photo could not be made. */
export class CopyFailed extends TintypeError {
  readonly code = "copy_failed";
  constructor(options?: ErrorOptions) {
    super("No copy of this photo could be made: ask its owner for another way to have it.", options);
  }
}

/** Nothing has been uploaded yet, or not all of it. */
export class UploadMissing extends TintypeError {
  readonly code = "upload_missing";
  constructor(message = awaited, options?: ErrorOptions) {
    super(message, options);
  }
}

/** Nothing lies there in `incoming`, or it is not the caller's: the answer is the same. */
export class IncomingNotFound extends TintypeError {
  readonly code = "incoming_not_found";
  constructor(options?: ErrorOptions) {
    super("There are no such bytes among those that you have put there.", options);
  }
}

/** The bytes are not the ones that the owner stated the hash of. */
export class StatedHashMismatch extends TintypeError {
  readonly code = "stated_hash_mismatch";
  constructor(options?: ErrorOptions) {
    super("The bytes that arrived do not have the SHA-256 that was stated: upload the photo again.", options);
  }
}
