import { createContext, use } from "react";
import type { ClientConfig } from "./load-config.ts";

export const ConfigContext = createContext<ClientConfig | undefined>(undefined);

/** What this installation says of itself: limits, and what there is for development. */
export function useConfig(): ClientConfig {
  const config = use(ConfigContext);
  if (config === undefined) throw new Error("useConfig belongs below ConfigContext.");
  return config;
}
