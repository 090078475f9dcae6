import { type Instant, plus, windowStart } from "../shared/instant.ts";

/**
 * The window of `length` milliseconds that addresses of this photo (or whatever has the id) are signed in at `now`: within it they are equal, and
 * they end when the next one does. Windows begin at another moment for every photo, so that not all are signed at once.
 */
export function signingWindow(id: string, now: Instant, length: number): { startsAt: Instant; expiresAt: Instant } {
  const startsAt = windowStart(now, length, spread(id) * 1_000);
  return { startsAt, expiresAt: plus(startsAt, 2 * length) };
}

function spread(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 86_400;
  return sum;
}
