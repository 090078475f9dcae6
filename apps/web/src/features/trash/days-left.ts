const DAY = 86_400_000;

/** Days until an instant, those that have begun included: the last one is 1, and past it is 0. */
export const daysLeft = (instant: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - now) / DAY));
