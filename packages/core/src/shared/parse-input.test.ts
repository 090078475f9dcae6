import { describe, expect, it } from "vitest";
import * as z from "zod";
import { InvalidInput } from "./errors.ts";
import { parseInput } from "./parse-input.ts";

const Input = z.strictObject({ title: z.string().max(5), tags: z.array(z.string()).default([]) });

function fieldsOf(input: unknown): readonly [path: string, code: string][] {
  try {
    parseInput(Input, input);
  } catch (error) {
    if (error instanceof InvalidInput) return error.fields.map(({ path, code }) => [path, code]);
    throw error;
  }
  return [];
}

describe("an input", () => {
  it("is what its schema makes of it", () => {
    expect(parseInput(Input, { title: "here" })).toEqual({ title: "here", tags: [] });
  });

  it("is refused with every field that was wrong, by its path", () => {
    expect(fieldsOf({ title: "too long", tags: ["a", 7] })).toEqual([
      ["title", "too_big"],
      ["tags.1", "invalid_type"],
    ]);
    expect(fieldsOf("text")).toEqual([["", "invalid_type"]]);
  });

  it("may hold no field that nobody knows, whatever it is called", () => {
    const input = JSON.parse('{"title":"a","owner":"me","__proto__":{"x":1},"constructor":1}');
    expect(fieldsOf(input)).toEqual(
      expect.arrayContaining([
        ["owner", "unknown_field"],
        ["constructor", "unknown_field"],
      ]),
    );
    expect(fieldsOf(JSON.parse('{"title":"a","__proto__":{"x":1}}'))).toEqual([["__proto__", "unknown_field"]]);
  });
});
