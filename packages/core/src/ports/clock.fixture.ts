import { Instant, plus } from "../shared/instant.ts";
import type { Clock } from "./clock.ts";

/** A clock that stands still until somebody moves it. */
export interface ManualClock extends Clock {
  /** Moves it on by that many milliseconds (back when negative). */
  advance(milliseconds: number): void;
}

export function createManualClock(start = "2026-11-20T09:30:00.000Z"): ManualClock {
  let now = Instant.parse(start);
  return {
    now: () => now,
    advance: (milliseconds) => {
      now = plus(now, milliseconds);
    },
  };
}
