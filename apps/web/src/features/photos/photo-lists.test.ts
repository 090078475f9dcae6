import type { PhotoView } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { filterOf, monthOf, type PhotoPages, photosIn, putInto, takeFrom } from "./photo-lists.ts";

const photo = (id: string, local: string, state = "ready"): PhotoView =>
  ({ id, state, tags: [], capturedAt: { local }, createdAt: "2026-11-20T09:30:00.000Z" }) as unknown as PhotoView;
const list = (...pages: readonly (readonly PhotoView[])[]): PhotoPages => ({
  pages: pages.map((items, index) => (index < pages.length - 1 ? { items, next: `${index}` } : { items })),
  pageParams: pages.map(() => undefined),
});
const ids = (pages: PhotoPages) => photosIn(pages).map(({ id }) => id);

const july = filterOf("2026-07");
const noon = photo("B", "2026-07-02T12:00:00.000");
const night = photo("C", "2026-07-02T23:00:00.000");
const first = photo("A", "2026-07-01T00:00:00.000");

describe("the months of the timeline", () => {
  it("reach from one to the next, over the turn of a year, too", () => {
    expect(filterOf("2026-07")).toEqual({ from: "2026-07", to: "2026-08" });
    expect(filterOf("2026-09")).toEqual({ from: "2026-09", to: "2026-10" });
    expect(filterOf("2026-12")).toEqual({ from: "2026-12", to: "2027-01" });
    expect(filterOf("0998-12")).toEqual({ from: "0998-12", to: "0999-01" });
  });

  it("hold photos by the camera's clock, else by when they were announced", () => {
    expect(monthOf(noon)).toBe("2026-07");
    const { capturedAt, ...timeless } = noon;
    expect(monthOf(timeless)).toBe("2026-11");
  });
});

describe(putInto, () => {
  it("puts a photo where it belongs, the latest first", () => {
    expect(ids(putInto(list([night, first]), july, noon))).toEqual(["C", "B", "A"]);
    expect(ids(putInto(list([night], [first]), july, noon))).toEqual(["C", "B", "A"]);
    expect(ids(putInto(list([noon]), july, first))).toEqual(["B", "A"]);
    expect(ids(putInto(list([noon]), july, photo("D", "2026-07-02T12:00:00.000")))).toEqual(["D", "B"]);
  });

  it("replaces what was known of it, and moves it where its time has become known", () => {
    const titled = { ...noon, title: "Noon" };
    expect(photosIn(putInto(list([night, noon]), july, titled))).toEqual([night, titled]);
    const late = photo("A", "2026-07-09T00:00:00.000");
    expect(ids(putInto(list([night, noon, first]), july, late))).toEqual(["A", "C", "B"]);
  });

  it("takes out what belongs there no more", () => {
    expect(ids(putInto(list([night, noon]), july, photo("B", "2025-01-01T00:00:00.000")))).toEqual(["C"]);
    expect(ids(putInto(list([night, noon]), july, { ...noon, state: "trashed" }))).toEqual(["C"]);
    expect(ids(putInto(list([]), { state: "trashed" }, { ...noon, state: "trashed" }))).toEqual(["B"]);
  });

  it("leaves what belongs behind the fetched pages to the next one", () => {
    const begun: PhotoPages = { pages: [{ items: [night], next: "more" }], pageParams: [undefined] };
    expect(ids(putInto(begun, july, first))).toEqual(["C"]);
  });
});

describe(takeFrom, () => {
  it("takes photos out, and leaves other lists as they are", () => {
    const all = list([night], [noon, first]);
    expect(ids(takeFrom(all, new Set(["B"])))).toEqual(["C", "A"]);
    expect(takeFrom(all, new Set(["Z"]))).toBe(all);
  });
});
