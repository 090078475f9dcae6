import { describe, expect, it } from "vitest";
import { jsonBytes } from "./json-bytes.ts";

const written = (value: unknown): string => new TextDecoder().decode(jsonBytes(value));

describe(jsonBytes, () => {
  it.for([
    null,
    7,
    "Märchen 한국",
    {},
    { id: "1", tags: ["a"] },
    { items: 3 },
    { items: [] },
    { items: [], next: "c" },
    { items: [1, "two", null, { three: 3 }] },
    { items: [{ title: "Märchen" }, Object.freeze({ title: "한국" })], next: 'a"b', total: 2 },
  ])("writes %j as JSON.stringify does", (value) => {
    expect(written(value)).toBe(JSON.stringify(value));
    expect(written(value)).toBe(JSON.stringify(value));
  });

  it("writes a frozen item once, and any other one as it is by now", () => {
    let asked = 0;
    const frozen = Object.freeze({
      toJSON: () => {
        asked += 1;
        return "frozen";
      },
    });
    const other = { title: "before" };
    expect(written({ items: [frozen, other] })).toBe('{"items":["frozen",{"title":"before"}]}');
    other.title = "after";
    expect(written({ items: [frozen, frozen, other] })).toBe('{"items":["frozen","frozen",{"title":"after"}]}');
    expect(asked).toBe(1);
  });
});
