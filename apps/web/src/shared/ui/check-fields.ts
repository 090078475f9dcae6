import type { Words } from "../../languages/index.ts";
import type { Problems } from "./form-context.ts";

/** As much of a field as is looked at; browsers say of each what is wrong with it. */
export interface CheckedField {
  readonly name: string;
  readonly type: string;
  readonly validity: Pick<ValidityState, "valid" | "valueMissing">;
}

/** What browsers would refuse, in the words of the page. */
export function checkFields(fields: Iterable<CheckedField>, { fields: said }: Words): Problems {
  const wrong = [...fields].filter(({ name, validity }) => name !== "" && !validity.valid);
  return Object.fromEntries(
    wrong.map(({ name, type, validity }) => [
      name,
      validity.valueMissing
        ? said.missing
        : type === "email"
          ? said.noEmail
          : type === "date"
            ? said.noDay
            : said.noNumber,
    ]),
  );
}
