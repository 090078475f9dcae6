import { TintypeError } from "../shared/errors.ts";

/** Expired, revoked, used up, of a photo that is gone, never there, or somebody else's: the answer is the same. */
export class ShareNotFound extends TintypeError {
  readonly code = "share_not_found";
  constructor(options?: ErrorOptions) {
    super("This link does not lead anywhere (any more).", options);
  }
}

/** The password is missing or not the right one. */
export class WrongSharePassword extends TintypeError {
  readonly code = "wrong_share_password";
  constructor(options?: ErrorOptions) {
    super("This is not the password of this link.", options);
  }
}

/** The grant is expired, or was given before the share changed. */
export class GrantNotValid extends TintypeError {
  readonly code = "grant_not_valid";
  constructor(options?: ErrorOptions) {
    super("This visit is over: open the link again.", options);
  }
}

/** The share lets nobody download. */
export class DownloadNotAllowed extends TintypeError {
  readonly code = "download_not_allowed";
  constructor(options?: ErrorOptions) {
    super("The owner of this photo does not allow downloads.", options);
  }
}
