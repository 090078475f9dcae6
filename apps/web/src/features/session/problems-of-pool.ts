import type { Words } from "../../languages/index.ts";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import type { Problems } from "../../shared/ui/form-context.ts";

/** Which field the user pool speaks of, by the names of its errors; the others concern all of a form. */
const fields: Readonly<Record<string, string>> = {
  UsernameExistsException: "email",
  AliasExistsException: "email",
  InvalidPasswordException: "newPassword",
  CodeMismatchException: "code",
  ExpiredCodeException: "code",
  EnableSoftwareTokenMFAException: "code",
};

/** What the user pool refused, beside the field that it is about where `form` has one of that name. */
export function problemsOfPool(error: unknown, words: Words, form: readonly string[]): Problems {
  const field = fields[error instanceof Error ? error.name : ""];
  const text = wordsOfPool(error, words);
  return { [field !== undefined && form.includes(field) ? field : "whole"]: text };
}

/** One name of Cognito's stands for several things; what they are stands in the message. */
export function wordsOfPool(error: unknown, words: Words): string {
  const { name = "", message = "" } = error instanceof Error ? error : {};
  if (name === "NotAuthorizedException") {
    if (/attempts exceeded/i.test(message)) return words.problems.PasswordAttemptsExceeded;
    if (/session/i.test(message)) return words.problems.SessionExpired;
  }
  return wordsOfProblem(error, words);
}
