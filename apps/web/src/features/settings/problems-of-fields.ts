import type { Words } from "../../languages/index.ts";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import type { Problems } from "../../shared/ui/form-context.ts";

/** What the API refused, beside the fields that it names; what concerns none of `names` stands above all. */
export function problemsOfFields(error: unknown, words: Words, names: readonly string[]): Problems {
  const fields = error instanceof ApiProblem ? error.fields : [];
  const found = fields.flatMap(({ path, message }) => {
    const name = path.split(".")[0] ?? "";
    return names.includes(name) ? [[name, message] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : { whole: wordsOfProblem(error, words) };
}
