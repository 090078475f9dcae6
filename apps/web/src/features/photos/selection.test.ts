import { describe, expect, it } from "vitest";
import { reachTo, type Selection, toggle } from "./selection.ts";

const order = ["A", "B", "C", "D", "E"].map((id) => ({ id }));
const [a, b, c, d] = order as [{ id: string }, { id: string }, { id: string }, { id: string }];
const nothing: Selection<{ id: string }> = { items: new Map() };
const ids = ({ items }: Selection<{ id: string }>) => [...items.keys()];

describe("a selection", () => {
  it("takes a photo in and out", () => {
    const one = toggle(nothing, b);
    expect(ids(one)).toEqual(["B"]);
    expect(ids(toggle(one, b))).toEqual([]);
    expect(ids(nothing)).toEqual([]);
  });

  it("reaches from the last change to another photo, in both directions", () => {
    const toD = reachTo(toggle(nothing, b), d, order);
    expect(ids(toD)).toEqual(["B", "C", "D"]);
    expect(ids(reachTo(toD, a, order)).toSorted()).toEqual(["A", "B", "C", "D"]);
  });

  it("takes a single photo in where no range can be", () => {
    expect(ids(reachTo(nothing, c, order))).toEqual(["C"]);
    expect(ids(reachTo(toggle(nothing, { id: "gone" }), c, order))).toEqual(["gone", "C"]);
  });
});
