import { describe, expect, it } from "vitest";
import { keepsRule, keepsRules, passwordRules } from "./password-rules.ts";

const missing = (password: string) => passwordRules.filter((rule) => !keepsRule(password, rule));

describe("what a password needs", () => {
  it.each([
    ["", ["length", "upper", "lower", "number", "symbol"]],
    ["correct horse", ["upper", "number"]],
    ["Short-1", ["length"]],
    ["CORRECT-HORSE-9", ["lower"]],
    ["Correcthorse9", ["symbol"]],
    // As Cognito counts: a letter outside of ASCII is neither.
    ["ÄÖÜäöü-9", ["upper", "lower"]],
    ["Correct-horse-9", []],
  ] as const)("%j lacks %j", (password, rules) => {
    expect(missing(password)).toEqual(rules);
    expect(keepsRules(password)).toBe(rules.length === 0);
  });
});
