import { describe, expect, it } from "vitest";
import { en } from "../../languages/en.ts";
import { createFormat } from "../../shared/i18n/create-format.ts";
import { problemsOfPool, wordsOfPool } from "./problems-of-pool.ts";

const words = en(createFormat("en"));
const refusal = (name: string, message = "no") => Object.assign(new Error(message), { name });

describe(problemsOfPool, () => {
  it("stands beside the field that it is about, where there is one", () => {
    const mismatch = refusal("CodeMismatchException");
    expect(problemsOfPool(mismatch, words, ["email", "code"])).toEqual({ code: words.problems.CodeMismatchException });
    expect(problemsOfPool(mismatch, words, ["email"])).toEqual({ whole: words.problems.CodeMismatchException });
    expect(problemsOfPool(refusal("LimitExceededException"), words, ["code"])).toEqual({
      whole: words.problems.LimitExceededException,
    });
  });
});

describe(wordsOfPool, () => {
  it.each([
    ["Incorrect username or password.", "NotAuthorizedException"],
    ["Password attempts exceeded", "PasswordAttemptsExceeded"],
    ["Invalid session for the user, session is expired.", "SessionExpired"],
  ] as const)("tells what %j means", (message, key) => {
    expect(wordsOfPool(refusal("NotAuthorizedException", message), words)).toBe(words.problems[key]);
  });

  it("gives the pool's own words for what has none here", () => {
    expect(wordsOfPool(refusal("SomethingElse", "Its own words."), words)).toBe("Its own words.");
  });
});
