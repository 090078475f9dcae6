import { TintypeError } from "../shared/errors.ts";

/** There is no such account. */
export class AccountNotFound extends TintypeError {
  readonly code = "account_not_found";
  constructor(options?: ErrorOptions) {
    super("There is no such account.", options);
  }
}

/** The account is disabled: nothing it does is accepted until somebody enables it again. */
export class AccountDisabled extends TintypeError {
  readonly code = "account_disabled";
  constructor(options?: ErrorOptions) {
    super("This account is disabled.", options);
  }
}

/** What the caller wants cannot be undone, and they have not signed in lately: whoever found their device may not do it. */
export class FreshSignInRequired extends TintypeError {
  readonly code = "fresh_sign_in_required";
  constructor(options?: ErrorOptions) {
    super("This cannot be undone: sign in once more, with your password, and then ask again.", options);
  }
}

/** The token was issued before its owner signed out everywhere. */
export class SignedOut extends TintypeError {
  readonly code = "signed_out";
  constructor(options?: ErrorOptions) {
    super("You have been signed out: sign in again.", options);
  }
}
