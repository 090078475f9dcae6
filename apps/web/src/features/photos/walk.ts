import type { Row } from "./justify.ts";

/** A photo by the section it is in, and its place there. */
export interface Spot {
  readonly section: number;
  readonly index: number;
}

export type Way = "left" | "right" | "up" | "down";

/** The photo that an arrow key leads to: to the sides in their order, up and down to the one whose middle is nearest. */
export function walk(sections: readonly (readonly Row[])[], spot: Spot, way: Way): Spot {
  if (way === "left" || way === "right") return aside(sections, spot, way === "left" ? -1 : 1);
  const rows = sections[spot.section] ?? [];
  const at = rows.findLastIndex(({ first }) => first <= spot.index);
  const row = rows[at];
  if (row === undefined) return spot;
  const step = way === "up" ? -1 : 1;
  const beside = rows[at + step];
  if (beside !== undefined) return { section: spot.section, index: nearest(beside, middleOf(row, spot.index)) };
  const next = sections[spot.section + step];
  const nextRow = step === 1 ? next?.[0] : next?.at(-1);
  if (nextRow === undefined) return spot;
  return { section: spot.section + step, index: nearest(nextRow, middleOf(row, spot.index)) };
}

function aside(sections: readonly (readonly Row[])[], { section, index }: Spot, step: 1 | -1): Spot {
  const to = index + step;
  if (to >= 0 && to < lengthOf(sections[section])) return { section, index: to };
  const next = lengthOf(sections[section + step]);
  if (next === 0) return { section, index };
  return { section: section + step, index: step === 1 ? 0 : next - 1 };
}

function lengthOf(rows: readonly Row[] = []): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.first + last.widths.length;
}

function middleOf({ first, widths }: Row, index: number): number {
  const before = widths.slice(0, index - first).reduce((sum, width) => sum + width, 0);
  return before + (widths[index - first] ?? 0) / 2;
}

function nearest(row: Row, middle: number): number {
  let best = row.first;
  let distance = Number.POSITIVE_INFINITY;
  for (const [offset] of row.widths.entries()) {
    const away = Math.abs(middleOf(row, row.first + offset) - middle);
    if (away < distance) {
      best = row.first + offset;
      distance = away;
    }
  }
  return best;
}
