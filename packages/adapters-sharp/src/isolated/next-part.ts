/** What waits and what runs, at one moment. */
export interface Workload {
  /** How many parts can run at once. */
  readonly seats: number;
  /** Photos that have no first rendition yet: they are arriving, waiting for it, or having it made. */
  readonly photosWithoutFirst: number;
  readonly waitingFirsts: number;
  readonly waitingRests: number;
  readonly runningRests: number;
}

/**
 * What a free seat does next. First renditions go before everything; while photos without one are there or coming in,
 * half of the seats may work on the rest (one of two), so that the next photo finds a seat; otherwise all of them may.
 * Firsts cannot starve the rest for ever: a photo keeps its place among those that are developed at once until its rest is
 * done, too.
 */
export function nextPart(load: Workload): "first" | "rest" | undefined {
  if (load.waitingFirsts > 0) return "first";
  const seatsForRest = load.photosWithoutFirst > 0 ? Math.max(1, Math.floor(load.seats / 2)) : load.seats;
  return load.waitingRests > 0 && load.runningRests < seatsForRest ? "rest" : undefined;
}
