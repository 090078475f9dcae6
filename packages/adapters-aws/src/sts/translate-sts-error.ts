import { Unavailable } from "@tintype/core";

/** What the port says where STS could not do its work. An abort stays what the caller's signal says. */
export function translateStsError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  return new Unavailable("No credentials can be given out right now: try again in a moment.", { cause: error });
}
