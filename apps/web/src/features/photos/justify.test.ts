import { describe, expect, it } from "vitest";
import { heightOf, justify } from "./justify.ts";

const measures = { width: 1_000, height: 200, gap: 4 };
const widthOf = (widths: readonly number[]) =>
  widths.reduce((sum, width) => sum + width, 0) + measures.gap * (widths.length - 1);

/** Proportions as a library has them, the same in every run. */
const mixed = Array.from({ length: 500 }, (_, index) => [1.5, 0.75, 1.333, 1, 0.5625, 3][(index * 7) % 6] ?? 1);

describe(justify, () => {
  it("fills every row but the last from edge to edge", () => {
    const rows = justify(mixed, measures);
    for (const row of rows.slice(0, -1)) expect(widthOf(row.widths)).toBe(1_000);
    expect(widthOf(rows.at(-1)?.widths ?? [])).toBeLessThanOrEqual(1_000);
  });

  it("shows every photo once, in order, below each other without overlap", () => {
    const rows = justify(mixed, measures);
    expect(rows.flatMap(({ widths }) => [...widths])).toHaveLength(mixed.length);
    for (const [index, row] of rows.entries()) {
      const above = rows[index - 1];
      expect(row.first).toBe(above === undefined ? 0 : above.first + above.widths.length);
      expect(row.top).toBe(above === undefined ? 0 : above.top + above.height + measures.gap);
    }
    expect(heightOf(rows)).toBe((rows.at(-1)?.top ?? 0) + (rows.at(-1)?.height ?? 0));
  });

  it("keeps near to the height that is wanted, and proportions to a pixel", () => {
    for (const row of justify(mixed, measures)) {
      expect(row.height).toBeGreaterThan(120);
      expect(row.height).toBeLessThan(330);
      for (const [index, width] of row.widths.entries()) {
        const wanted = (mixed[row.first + index] ?? 0) * row.height;
        expect(Math.abs(width - wanted)).toBeLessThan(4);
      }
    }
  });

  it("leaves a last row that is not full as high as the others", () => {
    expect(justify([1.5, 1], measures)).toEqual([{ top: 0, height: 200, first: 0, widths: [300, 200] }]);
  });

  it("makes a panorama as wide as the page, and lower", () => {
    expect(justify([8, 1.5], measures)[0]).toEqual({ top: 0, height: 125, first: 0, widths: [1_000] });
  });

  it("has no rows without photos", () => {
    expect(justify([], measures)).toEqual([]);
    expect(heightOf([])).toBe(0);
  });
});
