import { describe, expect, it } from "vitest";
import { jsonBody } from "./json-body.ts";

const written = async (value: unknown): Promise<string> => new Response(jsonBody(value)).text();

describe(jsonBody, () => {
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
  ])("writes %j as JSON.stringify does", async (value) => {
    expect(await written(value)).toBe(JSON.stringify(value));
    expect(await written(value)).toBe(JSON.stringify(value));
  });

  it("writes a frozen item once, and any other one as it is by now", async () => {
    let asked = 0;
    const frozen = Object.freeze({
      toJSON: () => {
        asked += 1;
        return "frozen";
      },
    });
    const other = { title: "before" };
    expect(await written({ items: [frozen, other] })).toBe('{"items":["frozen",{"title":"before"}]}');
    other.title = "after";
    expect(await written({ items: [frozen, frozen, other] })).toBe('{"items":["frozen","frozen",{"title":"after"}]}');
    expect(asked).toBe(1);
  });
});
