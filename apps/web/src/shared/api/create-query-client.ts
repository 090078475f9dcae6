import { onlineManager, QueryClient } from "@tanstack/react-query";
import { mayPass, waitOf } from "./patience.ts";

const TRIES = 3;

/** What was fetched is shown at once and looked after in the background; what the API refused is not asked again. */
export function createQueryClient(): QueryClient {
  // It listens to changes, and takes a page that begins without a network for one that has it.
  onlineManager.setOnline(navigator.onLine);
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < TRIES && mayPass(error),
        retryDelay: (failures, error) => waitOf(error) ?? Math.min(1_000 * 2 ** failures, 15_000),
      },
      // Whoever changes something without a network is told at once that it was not changed.
      mutations: { networkMode: "always" },
    },
  });
}
