import { Unavailable } from "@tintype/core";

/** What the port says where Cognito could not do its work. An abort stays what the caller's signal says. */
export function translateCognitoError(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  return new Unavailable("The user pool cannot answer right now: try again in a moment.", { cause: error });
}
