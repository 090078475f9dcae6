import { describe, expect, it } from "vitest";
import { en } from "../../languages/en.ts";
import { createFormat } from "../i18n/create-format.ts";
import { checkFields } from "./check-fields.ts";

const words = en(createFormat("en"));
const field = (name: string, type: string, valid: boolean, valueMissing = false) => ({
  name,
  type,
  validity: { valid, valueMissing },
});

describe(checkFields, () => {
  it("says in the page's words what is wrong with which field", () => {
    const fields = [
      field("name", "text", true),
      field("email", "email", false),
      field("password", "password", false, true),
      field("rate", "number", false),
      field("", "submit", false),
    ];
    expect(checkFields(fields, words)).toEqual({
      email: words.fields.noEmail,
      password: words.fields.missing,
      rate: words.fields.noNumber,
    });
  });
});
