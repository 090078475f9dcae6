import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./api-problem.ts";

const TRIES = 3;

/** What was fetched is shown at once and looked after in the background; what the API refused is not asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < TRIES && mayPass(error),
        retryDelay: (failures, error) => waitOf(error) ?? Math.min(1_000 * 2 ** failures, 15_000),
      },
    },
  });
}

/** No answer, too many calls, or trouble on the other side. */
const mayPass = (error: Error): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);

const waitOf = (error: Error): number | undefined =>
  error instanceof ApiProblem && error.retryAfter !== undefined ? error.retryAfter * 1_000 : undefined;
