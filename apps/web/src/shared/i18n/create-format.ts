type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** How a language writes numbers, sizes, dates, and how many there are of something. */
export interface Format {
  number(value: number): string;
  /** `4.2 MB`: in thousands, as systems show sizes of files. */
  bytes(value: number): string;
  /** The day of an instant, here: `20 November 2026`. */
  day(instant: string): string;
  /** An instant, here: `20 Nov 2026, 09:30`. */
  moment(instant: string): string;
  /** How long: in seconds up to a minute, then in minutes or hours, none of them begun for nothing. */
  duration(seconds: number): string;
  /** A month of the timeline (`2026-07`): `July 2026`. */
  month(month: string): string;
  /** A camera's local time: no zone is added to it. */
  localTime(local: string): string;
  percent(part: number): string;
  /** The form for that many; `#` in it stands for the number. Languages without forms give `other` alone. */
  plural(count: number, forms: Forms): string;
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const spans = [
  ["hour", 3_600],
  ["minute", 60],
] as const;

export function createFormat(locale: string): Format {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const months = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return {
    number: (value) => numbers.format(value),
    bytes: (value) => {
      const size = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
      const options = { style: "unit", unit: units[size] ?? "byte", maximumFractionDigits: size < 2 ? 0 : 1 } as const;
      return new Intl.NumberFormat(locale, options).format(value / 1_000 ** size);
    },
    day: (instant) => days.format(new Date(instant)),
    moment: (instant) => moments.format(new Date(instant)),
    duration: (seconds) => {
      const [unit, length] = spans.find(([, one]) => seconds > one) ?? ["second", 1];
      const options = { style: "unit", unit, unitDisplay: "long" } as const;
      return new Intl.NumberFormat(locale, options).format(Math.ceil(seconds / length));
    },
    month: (month) => months.format(new Date(`${month}-01T00:00Z`)),
    localTime: (local) => times.format(new Date(`${local}Z`)),
    percent: (part) => percents.format(part),
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll("#", numbers.format(count)),
  };
}
