import { ApiProblem } from "./api-problem.ts";

/** No answer, too many calls, or trouble on the other side: later the same call may succeed. */
export const mayPass = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.status === 0 || error.status === 429 || error.status >= 500) &&
  error.status !== 507;

/** Milliseconds that the server asked to be left alone; undefined where it did not say. */
export const waitOf = (error: unknown): number | undefined =>
  error instanceof ApiProblem && error.retryAfter !== undefined ? error.retryAfter * 1_000 : undefined;
