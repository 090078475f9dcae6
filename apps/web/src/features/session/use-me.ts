import { useQuery } from "@tanstack/react-query";
import type { AccountView } from "@tintype/core";
import { useApi } from "../../shared/api/api-context.ts";

/** The reader's own account, and what it uses of its plan. */
export function useMe() {
  const api = useApi();
  return useQuery({ queryKey: ["me"], queryFn: ({ signal }) => api<AccountView>("/me", { signal }) });
}
