import type { ClientConfig } from "@tintype/http";
import { ApiProblem, problemOf } from "./api-problem.ts";

export type { ClientConfig };

/** What this installation says of itself; everything else that the page calls follows from it. */
export async function loadConfig(): Promise<ClientConfig> {
  const response = await fetch("/config.json").catch((cause: unknown) => {
    throw new ApiProblem({ status: 0, code: "offline", detail: "The server does not answer." }, { cause });
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as ClientConfig;
}
