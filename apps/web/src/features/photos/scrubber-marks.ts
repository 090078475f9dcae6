/** Where a month begins. */
export interface Mark {
  /** `2026-07` */
  readonly key: string;
  readonly title: string | undefined;
  readonly top: number;
}

/** Which of them one is in, so far from the beginning. */
export const markAt = (marks: readonly Mark[], top: number): number =>
  Math.max(
    0,
    marks.findLastIndex((mark) => mark.top <= top),
  );

/** Of the height of the rail: two years that are nearer to each other could not be read. */
const APART = 0.035;

/** Where each year begins, from 0 to 1; of years that are too near to each other the first is named. */
export function yearsOf(
  marks: readonly Mark[],
  height: number,
): readonly { readonly year: string; readonly part: number }[] {
  const years: { readonly year: string; readonly part: number }[] = [];
  let last = "";
  for (const { key, top } of marks) {
    const year = key.slice(0, 4);
    if (year === last) continue;
    last = year;
    const part = height === 0 ? 0 : top / height;
    const before = years.at(-1);
    if (before === undefined || part - before.part >= APART) years.push({ year, part });
  }
  return years;
}
