import type { Instant } from "../shared/instant.ts";

/** What time it is. Nothing in the core asks anybody else. */
export interface Clock {
  now(): Instant;
}
