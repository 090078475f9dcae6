import { type Clock, type Instant, instantFromMillis } from "@tintype/core";

let millis = Number.NaN;
let instant: Instant;

/** The machine's own clock. A busy server asks it many times in a millisecond: that is written down once. */
export const systemClock: Clock = {
  now() {
    const now = Date.now();
    if (now !== millis) {
      instant = instantFromMillis(now);
      millis = now;
    }
    return instant;
  },
};
