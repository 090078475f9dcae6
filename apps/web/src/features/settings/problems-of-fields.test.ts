import { expect, it } from "vitest";
import { en } from "../../languages/en.ts";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { createFormat } from "../../shared/i18n/create-format.ts";
import { problemsOfFields } from "./problems-of-fields.ts";

const words = en(createFormat("en"));

it("puts what the API refused beside the fields that it names", () => {
  const refused = (path: string) =>
    new ApiProblem({
      status: 422,
      code: "invalid_input",
      detail: "Not so.",
      fields: [{ path, code: "too_big", message: "at most 10" }],
    });
  expect(problemsOfFields(refused("rate"), words, ["rate"])).toEqual({ rate: "at most 10" });
  expect(problemsOfFields(refused("scopes.0"), words, ["scopes"])).toEqual({ scopes: "at most 10" });
  expect(problemsOfFields(refused("owner"), words, ["rate"])).toEqual({ whole: "Not so." });
});
