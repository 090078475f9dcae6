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

/** The token was issued before its owner signed out everywhere. */
export class SignedOut extends TintypeError {
  readonly code = "signed_out";
  constructor(options?: ErrorOptions) {
    super("You have been signed out: sign in again.", options);
  }
}
