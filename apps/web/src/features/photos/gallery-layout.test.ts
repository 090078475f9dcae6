import type { PhotoView } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { createLayout, movedBy, rowHeight, type Section, type Shape, shapeOf } from "./gallery-layout.ts";

const screen = { width: 900, gap: 4, head: 50, between: 20 };
const month = (key: string, count: number): Section => ({ key, title: key, count, filter: {} });
const all = (...ratios: number[]): Shape => ({ ratios, isComplete: true });

describe(createLayout, () => {
  it("places months below each other, and gives what is not fetched the room that it will take", () => {
    const [later, earlier] = createLayout()([month("2026-07", 40), month("2026-06", 2)], new Map(), screen);
    expect(later).toMatchObject({ top: 0, head: 50 });
    expect(later?.rows.at(-1)).toMatchObject({ first: 40 - (later?.rows.at(-1)?.widths.length ?? 0) });
    expect(earlier?.top).toBe((later?.height ?? 0) + 20);
    expect(earlier?.height).toBe(50 + rowHeight(900));
  });

  it("follows what was fetched where it is not what was counted", () => {
    const layout = createLayout();
    const shapes = new Map([["2026-07", all(1, 1, 1)]]);
    expect(layout([month("2026-07", 40)], shapes, screen)[0]?.rows[0]?.widths).toHaveLength(3);
    const some = new Map([["2026-07", { ratios: [1, 1, 1], isComplete: false }]]);
    const rows = layout([month("2026-07", 0)], some, screen)[0]?.rows ?? [];
    expect(rows.reduce((sum, { widths }) => sum + widths.length, 0)).toBe(4);
  });

  it("places anew only what has changed", () => {
    const layout = createLayout();
    const months = [month("2026-07", 40), month("2026-06", 40)];
    const before = layout(months, new Map(), screen);
    const after = layout(months, new Map([["2026-07", all(3, 3, 3)]]), screen);
    expect(after[1]?.rows).toBe(before[1]?.rows);
    expect(after[0]?.rows).not.toBe(before[0]?.rows);
    expect(layout(months, new Map(), { ...screen, width: 0 })).toEqual([]);
  });
});

describe(movedBy, () => {
  it("tells how far what one looks at was moved by what came above it", () => {
    const layout = createLayout();
    const months = [month("2026-07", 40), month("2026-06", 40)];
    const before = layout(months, new Map(), screen);
    const after = layout(months, new Map([["2026-07", all(1)]]), screen);
    const y = (before[1]?.top ?? 0) + 60;
    expect(movedBy(before, after, y)).toBe((after[1]?.top ?? 0) - (before[1]?.top ?? 0));
    expect(movedBy(before, after, 0)).toBe(0);
    expect(movedBy(before, before, y)).toBe(0);
    expect(movedBy([], after, y)).toBe(0);
  });
});

describe(shapeOf, () => {
  it("keeps panoramas and scrolls from becoming lines", () => {
    const photo = (width?: number, height?: number) => ({ width, height }) as PhotoView;
    const { ratios } = shapeOf([photo(300, 200), photo(9_000, 300), photo(100, 900), photo()], true);
    expect(ratios).toEqual([1.5, 3.5, 0.5, 4 / 3]);
  });
});
