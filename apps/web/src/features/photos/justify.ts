/** A row of photos: where it stands, how high it is, which photos are in it, and how wide each is, all in whole pixels. */
export interface Row {
  readonly top: number;
  readonly height: number;
  /** The place of its first photo among all of them. */
  readonly first: number;
  readonly widths: readonly number[];
}

export interface Measures {
  readonly width: number;
  /** The height that rows come near to. */
  readonly height: number;
  readonly gap: number;
}

/**
 * Puts photos of these proportions (width over height) into rows that reach from edge to edge, in order. A row takes one
 * more photo as long as that brings it nearer to the wanted height; the last one is as wide as its photos are.
 */
export function justify(ratios: readonly number[], measures: Measures): readonly Row[] {
  const { width, height, gap } = measures;
  const rows: Row[] = [];
  let first = 0;
  let sum = 0;
  let top = 0;
  const heightOf = (count: number, ratio: number) => (width - gap * (count - 1)) / ratio;
  const close = (end: number, ratio: number, rowHeight: number): void => {
    const row = makeRow(ratios.slice(first, end), { top, first, height: Math.max(1, Math.round(rowHeight)) }, measures);
    rows.push(row);
    top += row.height + gap;
    first = end;
    sum -= ratio;
  };
  for (const [index, ratio] of ratios.entries()) {
    const before = sum;
    sum += ratio;
    const count = index - first + 1;
    if (heightOf(count, sum) > height) continue;
    // One photo too many makes a row too low, one too few too high: what is nearer, by proportion, is taken.
    const isBetterWithout = count > 1 && heightOf(count - 1, before) / height < height / heightOf(count, sum);
    if (isBetterWithout) close(index, before, heightOf(count - 1, before));
    else close(index + 1, sum, heightOf(count, sum));
  }
  if (first < ratios.length) close(ratios.length, sum, Math.min(height, heightOf(ratios.length - first, sum)));
  return rows;
}

/** As high as all the rows. */
export function heightOf(rows: readonly Row[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}

function makeRow(
  ratios: readonly number[],
  { top, first, height }: Pick<Row, "top" | "first" | "height">,
  { width, height: wanted, gap }: Measures,
): Row {
  const sum = ratios.reduce((all, ratio) => all + ratio, 0);
  const room = width - gap * (ratios.length - 1);
  // A last row that would be too high is left as wide as it is.
  const inAll = height >= wanted && room / sum > height + 1 ? Math.min(room, Math.round(sum * height)) : room;
  let until = 0;
  let left = 0;
  const widths = ratios.map((ratio) => {
    until += ratio;
    const right = Math.round((until / sum) * inAll);
    const own = Math.max(1, right - left);
    left = right;
    return own;
  });
  return { top, height, first, widths };
}
