import { describe, expect, it } from "vitest";
import { en } from "../../languages/en.ts";
import { ko } from "../../languages/ko.ts";
import { ApiProblem } from "../api/api-problem.ts";
import { createFormat } from "./create-format.ts";
import { wordsOfProblem } from "./words-of-problem.ts";

const english = en(createFormat("en"));
const korean = ko(createFormat("ko"));
const problem = (code: string, detail = "As the server says it.") => new ApiProblem({ status: 507, code, detail });

describe(wordsOfProblem, () => {
  it("says a known problem in the reader's language", () => {
    expect(wordsOfProblem(problem("quota_exceeded"), english)).toBe(english.problems.quota_exceeded);
    expect(wordsOfProblem(problem("quota_exceeded"), korean)).toBe(korean.problems.quota_exceeded);
    const refused = Object.assign(new Error("Incorrect username or password."), { name: "NotAuthorizedException" });
    expect(wordsOfProblem(refused, korean)).toBe(korean.problems.NotAuthorizedException);
  });

  it("says any other in the server's own words, and never nothing", () => {
    expect(wordsOfProblem(problem("of_tomorrow"), korean)).toBe("As the server says it.");
    expect(wordsOfProblem(problem("toString"), english)).toBe("As the server says it.");
    expect(wordsOfProblem(new Error(""), english)).toBe(english.problems.unknown);
    expect(wordsOfProblem("?", english)).toBe(english.problems.unknown);
  });
});
