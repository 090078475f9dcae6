import * as z from "zod";

/**
 * A moment in UTC, always written `2026-11-20T09:30:00.000Z`: 24 characters, so that it sorts the same as text, in
 * SQLite, in DynamoDB and in the eye. This file is the only one in the core that may use `Date`.
 */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, "must look like 2026-11-20T09:30:00.000Z")
  .refine(isReal, "must be a real moment")
  .brand<"Instant">();
export type Instant = z.infer<typeof Instant>;

/** `Date` takes the 30th of February for the 2nd of March, and 24 o'clock for the next day. */
function isReal(text: string): boolean {
  return new Date(text).getUTCDate() === Number(text.slice(8, 10));
}

export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;
export const days = (count: number): number => count * 86_400_000;

/** The instant `milliseconds` after 1970-01-01T00:00:00Z. Throws a RangeError outside the years 0000 to 9999. */
export function instantFromMillis(milliseconds: number): Instant {
  const text = new Date(milliseconds).toISOString();
  if (text.length !== 24) throw new RangeError("There are no instants outside the years 0000 to 9999.");
  return text as Instant;
}

export function millisOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant `milliseconds` later (earlier when negative). */
export function plus(instant: Instant, milliseconds: number): Instant {
  return instantFromMillis(millisOf(instant) + milliseconds);
}

/** The first instant of the month after that one, in UTC. */
export function nextMonth(instant: Instant): Instant {
  const date = new Date(instant);
  return instantFromMillis(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

export const laterOf = (one: Instant, other: Instant): Instant => (one > other ? one : other);

export const earlierOf = (one: Instant, other: Instant): Instant => [one, other].toSorted()[0] ?? one;

/**
 * The start of the window of `length` milliseconds that holds `instant`, windows being shifted by `offset`. Everything
 * that is signed within one window is signed alike, which keeps signed addresses cacheable.
 */
export function windowStart(instant: Instant, length: number, offset: number): Instant {
  const shift = offset % length;
  return instantFromMillis(Math.floor((millisOf(instant) - shift) / length) * length + shift);
}
