import type { CallRate, GuessRate, RateRule } from "./rate-limiter.ts";

/** What a `RateLimiter` remembers of a key: moments are milliseconds since 1970. */
export interface RateCount {
  /** Of guesses: how many were let through. */
  readonly tries: number;
  /** Of guesses: when the last was let through. Of calls: when the bucket will be full again. */
  readonly at: number;
}

export interface Counted {
  /** Milliseconds; 0 lets it through. */
  readonly wait: number;
  /** What to remember from now on; as it was, where there is something to wait for. */
  readonly after: RateCount;
}

/** A key that nobody has seen. */
export const uncounted: RateCount = { tries: 0, at: 0 };

/** What `rule` says to one more at `now`: the rule book of every `RateLimiter`. */
export const countUnder = (rule: RateRule, before: RateCount, now: number): Counted =>
  "perSecond" in rule ? countCall(rule, before, now) : countGuess(rule, before, now);

/** A bucket that fills steadily (the generic cell rate algorithm, ITU-T I.371). */
function countCall({ perSecond, burst }: CallRate, before: RateCount, now: number): Counted {
  const interval = 1_000 / perSecond;
  const full = Math.max(before.at, now);
  // Less than a millisecond is what the sums are off by.
  const wait = Math.floor(full - now - (burst - 1) * interval);
  return wait > 0 ? { wait, after: before } : { wait: 0, after: { tries: 0, at: full + interval } };
}

function countGuess(rule: GuessRate, before: RateCount, now: number): Counted {
  const { tries, at } = now - before.at >= rule.forgottenAfter ? uncounted : before;
  const wait = at + pauseAfter(rule, tries) - now;
  return wait > 0 ? { wait, after: before } : { wait: 0, after: { tries: tries + 1, at: now } };
}

const pauseAfter = ({ free, pause, longestPause }: GuessRate, tries: number): number =>
  tries < free ? 0 : Math.min(pause * 2 ** (tries - free), longestPause);
