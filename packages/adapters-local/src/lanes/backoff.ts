export interface BackoffOptions {
  /** Milliseconds before the second attempt; doubled before each further one. 1,000 unless told. */
  readonly firstDelay?: number | undefined;
  /** Milliseconds that are never exceeded. 600,000 unless told. */
  readonly longestDelay?: number | undefined;
  /** A number from 0 to below 1, another one each time. */
  readonly random: () => number;
}

/**
 * How long to wait after the given attempt (1 for the first) has failed. Up to half of the delay is left to chance, so
 * that what failed together does not come back together (aws.amazon.com: "Exponential backoff and jitter").
 */
export function createBackoff({ firstDelay = 1_000, longestDelay = 600_000, random }: BackoffOptions) {
  return (attempt: number): number => {
    const delay = Math.min(firstDelay * 2 ** (attempt - 1), longestDelay);
    return Math.round(delay * (1 - random() / 2));
  };
}
