import type { PhotoView } from "@tintype/core";

/** How many photos are asked for together. */
const AT_ONCE = 8;
/** What was only announced becomes something when its bytes come, which may be never: one look in so many is for it. */
const ANNOUNCED_EVERY = 4;

export const FIRST_WAIT = 700;
const LONGEST_WAIT = 15_000;

/** Milliseconds until the next look when the last one, after `wait`, has shown nothing new. */
export const nextWait = (wait: number): number => Math.min(wait * 1.5, LONGEST_WAIT);

/** Whom to ask for at a look, of all that are on their way: the newest first, and then the others, so that nobody is forgotten. */
export function whomToAsk(onTheirWay: readonly PhotoView[], look: number): readonly string[] {
  const isForAnnounced = look % ANNOUNCED_EVERY === ANNOUNCED_EVERY - 1;
  const round = Math.floor(look / ANNOUNCED_EVERY);
  const ids = onTheirWay
    .filter(({ state }) => (state === "initiated") === isForAnnounced)
    .map(({ id }) => id)
    .toSorted()
    .toReversed();
  const turn = isForAnnounced ? round : look - round;
  const begin = ids.length > AT_ONCE ? (turn * AT_ONCE) % ids.length : 0;
  return [...ids.slice(begin), ...ids.slice(0, begin)].slice(0, AT_ONCE);
}
