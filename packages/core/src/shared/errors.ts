/**
 * What the domain refuses. Every subclass has a literal `code` that never changes; `core/src/errors.ts` closes the set.
 * The message is a sentence for people. HTTP statuses live in `packages/http` alone.
 */
export abstract class TintypeError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The caller must say who it is first. */
export class SignInRequired extends TintypeError {
  readonly code = "sign_in_required";
  constructor(options?: ErrorOptions) {
    super("Sign in first: send an access token.", options);
  }
}

/** The caller is known, and may not do this. */
export class NotAllowed extends TintypeError {
  readonly code = "not_allowed";
}

/** Too many guesses: nothing was looked at this time, and nothing will be before `retryAfter` milliseconds are over. */
export class TooManyAttempts extends TintypeError {
  readonly code = "too_many_attempts";
  readonly retryAfter: number;
  constructor(retryAfter: number, options?: ErrorOptions) {
    super(`Too many wrong guesses: try again in ${inWords(Math.ceil(retryAfter / 1_000))}.`, options);
    this.retryAfter = retryAfter;
  }
}

const inWords = (seconds: number): string => {
  const [count, unit] = seconds < 120 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
};

/** One field of an input that was understood and is not acceptable. `path` is dotted (`tags.3`), empty for the whole. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** The input was understood and is not acceptable; `fields` says where. */
export class InvalidInput extends TintypeError {
  readonly code = "invalid_input";
  readonly fields: readonly FieldError[];
  constructor(fields: readonly FieldError[], options?: ErrorOptions) {
    super(
      fields.map((field) => (field.path === "" ? field.message : `${field.path}: ${field.message}`)).join("; "),
      options,
    );
    this.fields = fields;
  }
}

/** The cursor was not made by us, not for this caller, or not for this list. */
export class InvalidCursor extends TintypeError {
  readonly code = "invalid_cursor";
  constructor(options?: ErrorOptions) {
    super("This cursor does not belong to this list: start again from the first page.", options);
  }
}

/** The thing has changed since the caller read it (`If-Match`). */
export class RevisionConflict extends TintypeError {
  readonly code = "revision_conflict";
  readonly current: number;
  constructor(current: number, options?: ErrorOptions) {
    super(`It has changed meanwhile: its revision is now ${current}. Read it again and repeat the change.`, options);
    this.current = current;
  }
}

/** Somebody else saved the same aggregate first. Operations load it again and repeat; callers rarely see this. */
export class SaveConflict extends TintypeError {
  readonly code = "save_conflict";
  constructor(options?: ErrorOptions) {
    super("It was changed by another request at the same moment: try again.", options);
  }
}

/** A receipt of the same idempotency key was saved before. */
export class ReceiptExists extends TintypeError {
  readonly code = "request_in_progress";
  constructor(options?: ErrorOptions) {
    super("A request with this Idempotency-Key is being handled: try again in a second.", options);
  }
}

/** The idempotency key was used before, for another request. */
export class IdempotencyKeyReused extends TintypeError {
  readonly code = "idempotency_key_reused";
  constructor(options?: ErrorOptions) {
    super("This Idempotency-Key was used for a different request: use a new one.", options);
  }
}

/** What the answer of an earlier request referred to is no longer there. */
export class ReplayedResultGone extends TintypeError {
  readonly code = "replayed_result_gone";
  constructor(options?: ErrorOptions) {
    super("The first request with this Idempotency-Key succeeded, but what it made has been removed since.", options);
  }
}

/** A port's technology (database, storage, queue) could not do its work; the cause says why. Worth trying again. */
export class Unavailable extends TintypeError {
  readonly code = "unavailable";
}
