const DAY = 86_400_000;
const LONGEST = 365 * DAY;

/** Ends to choose from, in days. */
export const usualDays = [1, 7, 30] as const;

/** A day of the reader's calendar, as fields of days want it: `2026-11-20`. */
const dayOf = (instant: number): string => {
  const date = new Date(instant);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
};

/** The first and the last day that a link may end on. */
export const daysToChoose = (now: number) => ({ min: dayOf(now + DAY), max: dayOf(now + LONGEST) });

/**
 * The instant at which a link ends, by what was chosen: a number of days from now, or a day, which counts to its last minute
 * here; undefined for what is neither, or not between tomorrow and a year from now.
 */
export function endOf(chosen: string, day: string, now: number): string | undefined {
  if (chosen !== "day") return instant(now + Number(chosen) * DAY);
  const { min, max } = daysToChoose(now);
  if (day < min || day > max) return undefined;
  // The last day is a whole one, but no link lives for longer than a year.
  return instant(Math.min(Date.parse(`${day}T23:59:59.999`), now + LONGEST));
}

const instant = (milliseconds: number): string | undefined =>
  Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString() : undefined;
