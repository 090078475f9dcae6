import * as z from "zod";
import { Instant } from "../shared/instant.ts";

/**
 * A place on the timeline, as the clock beside the photographer showed it: a month, a day or a time of day. What is left
 * out is the earliest that there is: `2026-07` becomes `2026-07-01T00:00:00.000`. A `Z` at the end is passed over, since
 * the timeline knows no zones; an offset is refused.
 */
export const TimelinePlace = z
  .string()
  .regex(
    /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z?)?)?$/,
    "must be a local date or time, such as 2026-07-01 or 2026-07-01T14:03:22",
  )
  .transform((text) => text.replace("Z", ""))
  .transform((text) => text + earliest.slice(text.length))
  .refine(isReal, "must be a date that exists");

const earliest = "0000-01-01T00:00:00.000";

function isReal(local: string): boolean {
  return Instant.safeParse(`${local}Z`).success;
}
