import { TintypeError } from "../shared/errors.ts";

/** The caller has no such key. */
export class ApiKeyNotFound extends TintypeError {
  readonly code = "api_key_not_found";
  constructor(options?: ErrorOptions) {
    super("You have no such key.", options);
  }
}

/** A program calls with something that is no key of ours (any more). */
export class ApiKeyNotValid extends TintypeError {
  readonly code = "api_key_not_valid";
  constructor(options?: ErrorOptions) {
    super("This key is not valid: it was revoked, has expired, or was never one.", options);
  }
}

/** There are as many keys as there may be. */
export class TooManyApiKeys extends TintypeError {
  readonly code = "too_many_api_keys";
  constructor(most: number, options?: ErrorOptions) {
    super(`You have ${most} keys, and may have no more: revoke one first.`, options);
  }
}

/** A program has called as often as its key allows; nothing was done, and nothing will be before `retryAfter` milliseconds. */
export class UsagePlanExceeded extends TintypeError {
  readonly code = "usage_plan_exceeded";
  readonly retryAfter: number;
  constructor(retryAfter: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.retryAfter = retryAfter;
  }
}
