import { minutes, seconds } from "./shared/instant.ts";

/**
 * How often an event is tried on a lane, in every world, before people have to look at it. With the usual pauses the last
 * attempt is made one to two hours after the first: an outage of an hour is survived.
 */
export const attemptsOfEvent = 14;

export interface BackoffOptions {
  /** Milliseconds before the second attempt; four times as long before each further one. A second unless told. */
  readonly firstDelay?: number | undefined;
  /** Milliseconds that are never exceeded. 15 minutes unless told. */
  readonly longestDelay?: number | undefined;
  /** A number from 0 to below 1, another one each time. */
  readonly random: () => number;
}

/**
 * How many milliseconds to wait after the given attempt (1 for the first) has failed. Up to half of the delay is left to
 * chance, so that what failed together does not come back together (aws.amazon.com: "Exponential backoff and jitter").
 */
export function createBackoff({ firstDelay = seconds(1), longestDelay = minutes(15), random }: BackoffOptions) {
  return (attempt: number): number => {
    const delay = Math.min(firstDelay * 4 ** (attempt - 1), longestDelay);
    return Math.round(delay * (1 - random() / 2));
  };
}
