import { type Clock, instantFromMillis } from "@tintype/core";

/** The machine's own clock. */
export const systemClock: Clock = { now: () => instantFromMillis(Date.now()) };
