import type { PhotoView } from "@tintype/core";
import { heightOf, justify, type Row } from "./justify.ts";
import type { PhotoFilter } from "./photo-lists.ts";

/** Photos that stand together, such as those of a month. */
export interface Section {
  readonly key: string;
  readonly title?: string;
  /** How many there are, as far as that is known before they are fetched. */
  readonly count: number;
  readonly filter: PhotoFilter;
}

/** The proportions of the photos that have been fetched, and whether these are all. */
export interface Shape {
  readonly ratios: readonly number[];
  readonly isComplete: boolean;
}

export interface PlacedSection extends Section {
  /** From the upper edge of the gallery. */
  readonly top: number;
  readonly height: number;
  /** How high its title is; the rows stand below it. */
  readonly head: number;
  readonly rows: readonly Row[];
}

export interface Screen {
  readonly width: number;
  readonly gap: number;
  readonly head: number;
  readonly between: number;
}

/** Of what is not fetched yet, and of what has no picture. */
const USUAL = 4 / 3;
/** What is longer or higher is cut to these, or it would be a line. */
const NARROWEST = 0.5;
const WIDEST = 3.5;

export function shapeOf(photos: readonly PhotoView[], isComplete: boolean): Shape {
  const ratios = photos.map(({ width, height }) =>
    width === undefined || height === undefined ? USUAL : Math.min(WIDEST, Math.max(NARROWEST, width / height)),
  );
  return { ratios, isComplete };
}

/** Rows are higher where there is more room, but not as much as there is more: 116 pixels on a phone, 224 on a desk. */
export const rowHeight = (width: number): number => Math.min(360, Math.max(96, Math.round(5.9 * Math.sqrt(width))));

/**
 * Makes a function that places sections below each other. What is not fetched is given the room that it will take, about;
 * what was placed before and has not changed is not placed anew.
 */
export function createLayout(): (
  sections: readonly Section[],
  shapes: Shapes,
  screen: Screen,
) => readonly PlacedSection[] {
  const known = new Map<
    string,
    { readonly count: number; readonly shape?: Shape; width: number; rows: readonly Row[] }
  >();
  return (sections, shapes, { width, gap, head: titled, between }) => {
    if (width === 0) return [];
    let top = 0;
    return sections.map((section) => {
      const shape = shapes.get(section.key);
      const count = countOf(section, shape);
      let made = known.get(section.key);
      if (made === undefined || made.count !== count || made.shape !== shape || made.width !== width) {
        const ratios = Array.from({ length: count }, (_, index) => shape?.ratios[index] ?? USUAL);
        const rows = justify(ratios, { width, height: rowHeight(width), gap });
        made = { count, width, rows, ...(shape && { shape }) };
        known.set(section.key, made);
      }
      const head = section.title === undefined ? 0 : titled;
      const placed = { ...section, top, head, rows: made.rows, height: head + heightOf(made.rows) };
      top += placed.height + between;
      return placed;
    });
  };
}

export type Shapes = ReadonlyMap<string, Shape>;

function countOf({ count }: Section, shape: Shape | undefined): number {
  if (shape === undefined) return count;
  return shape.isComplete ? shape.ratios.length : Math.max(count, shape.ratios.length + 1);
}

/** How far what is at `y` was moved from one layout to the next: by so much the page is scrolled so that it stands still. */
export function movedBy(before: readonly PlacedSection[], after: readonly PlacedSection[], y: number): number {
  const section = before.findLast(({ top }) => top <= y);
  const same = after.find(({ key }) => key === section?.key);
  if (section === undefined || same === undefined) return 0;
  const row = section.rows.findLast(({ top }) => section.top + section.head + top <= y);
  if (row === undefined) return same.top - section.top;
  const now = same.rows.findLast(({ first }) => first <= row.first);
  return same.top + (now?.top ?? 0) - section.top - row.top;
}
