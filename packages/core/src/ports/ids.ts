/** New identities. */
export interface Ids {
  /** A ULID in upper case that was never given out before, with at least 80 random bits (github.com/ulid/spec). */
  next(): string;
}
