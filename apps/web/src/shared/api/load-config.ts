import type { ClientConfig } from "@tintype/http";
import { problemOf } from "./api-problem.ts";

export type { ClientConfig };

/** What this installation says of itself; everything else that the page calls follows from it. */
export async function loadConfig(): Promise<ClientConfig> {
  const response = await fetch("/config.json");
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as ClientConfig;
}
