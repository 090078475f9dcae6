import type { Words } from "../../languages/index.ts";
import { ApiProblem } from "../api/api-problem.ts";

/**
 * What went wrong, for the reader: by the problem's code (or the name of the user pool's error) in the reader's language, else
 * in the server's own words, which every problem has.
 */
export function wordsOfProblem(error: unknown, { problems }: Words): string {
  const key = error instanceof ApiProblem ? error.code : error instanceof Error ? error.name : "unknown";
  if (Object.hasOwn(problems, key)) return problems[key as keyof typeof problems];
  return error instanceof Error && error.message !== "" ? error.message : problems.unknown;
}

/** The same where nothing but the code is told: what no language knows is something that went wrong. */
export const wordsOfCode = (code: string, { problems }: Words): string =>
  Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : problems.unknown;
