import { createContext, use } from "react";
import type { Api } from "./create-api.ts";

export const ApiContext = createContext<Api | undefined>(undefined);

/** The API, as whoever is signed in. */
export function useApi(): Api {
  const api = use(ApiContext);
  if (api === undefined) throw new Error("useApi belongs below ApiContext.");
  return api;
}
