import { describe, expect, it } from "vitest";
import { justify } from "./justify.ts";
import { walk } from "./walk.ts";

const rowsOf = (count: number) =>
  justify(
    Array.from({ length: count }, () => 1),
    { width: 300, height: 100, gap: 0 },
  );
/** Two months, three photos to a row: 0 1 2 / 3 4, then 0 1 2 / 3. */
const sections = [rowsOf(5), rowsOf(4)];

describe(walk, () => {
  it("goes to the sides in order, from one month into the next", () => {
    expect(walk(sections, { section: 0, index: 2 }, "right")).toEqual({ section: 0, index: 3 });
    expect(walk(sections, { section: 0, index: 4 }, "right")).toEqual({ section: 1, index: 0 });
    expect(walk(sections, { section: 1, index: 0 }, "left")).toEqual({ section: 0, index: 4 });
  });

  it("goes up and down to the photo whose middle is nearest", () => {
    expect(walk(sections, { section: 0, index: 1 }, "down")).toEqual({ section: 0, index: 4 });
    expect(walk(sections, { section: 0, index: 2 }, "down")).toEqual({ section: 0, index: 4 });
    expect(walk(sections, { section: 0, index: 4 }, "down")).toEqual({ section: 1, index: 1 });
    expect(walk(sections, { section: 1, index: 2 }, "up")).toEqual({ section: 0, index: 4 });
  });

  it("stays where it ends", () => {
    expect(walk(sections, { section: 0, index: 0 }, "left")).toEqual({ section: 0, index: 0 });
    expect(walk(sections, { section: 0, index: 1 }, "up")).toEqual({ section: 0, index: 1 });
    expect(walk(sections, { section: 1, index: 3 }, "right")).toEqual({ section: 1, index: 3 });
    expect(walk(sections, { section: 1, index: 3 }, "down")).toEqual({ section: 1, index: 3 });
    expect(walk([], { section: 0, index: 0 }, "down")).toEqual({ section: 0, index: 0 });
  });
});
