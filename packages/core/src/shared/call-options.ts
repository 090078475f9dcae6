/** The trailing argument of every port method and operation that waits for something. */
export interface CallOptions {
  /** Aborting makes the call reject; what it had half done is undone or invisible. */
  readonly signal?: AbortSignal | undefined;
}

/** What an `Idempotency-Key` comes down to: digests of (caller, route, key) and of the request's body. */
export interface Idempotency {
  readonly keyHash: string;
  readonly bodyHash: string;
}

/** The trailing argument of operations that create something. */
export interface CreateOptions extends CallOptions {
  readonly idempotency?: Idempotency | undefined;
}

/** The trailing argument of operations that change something. */
export interface ChangeOptions extends CallOptions {
  /** The revision that the caller saw (`If-Match`); another one is refused with `revision_conflict`. */
  readonly ifRevision?: number | undefined;
}
