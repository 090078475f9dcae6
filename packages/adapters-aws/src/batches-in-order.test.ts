import { describe, expect, it } from "vitest";
import { batchesInOrder } from "./batches-in-order.ts";

/** `a1` is the first message of the group `a`; capital letters go elsewhere. */
const batchesOf = (...messages: readonly string[]) =>
  [
    ...batchesInOrder(messages, (message) => ({
      target: /[A-Z]/.test(message) ? "elsewhere" : "here",
      group: message[0] ?? "",
    })),
  ].map((batch) => batch.join(" "));

describe(batchesInOrder, () => {
  it("never holds two messages of one group, and keeps the order of each", () => {
    expect(batchesOf("a1", "b1", "a2", "c1", "a3", "b2")).toEqual(["a1 b1 c1", "a2 b2", "a3"]);
  });

  it("are each for one target", () => {
    expect(batchesOf("a1", "A1", "b1", "A2", "a2")).toEqual(["a1 b1", "A1", "A2", "a2"]);
  });

  it("hold ten messages at most", () => {
    const letters = [..."abcdefghijklmnopqrstuvw"].map((letter) => `${letter}1`);
    expect(batchesOf(...letters).map((batch) => batch.split(" ").length)).toEqual([10, 10, 3]);
    expect(batchesOf(...letters).join(" ")).toBe(letters.join(" "));
    expect(batchesOf()).toEqual([]);
  });
});
