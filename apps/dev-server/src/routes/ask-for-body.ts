import type { ServerResponse } from "node:http";

/**
 * Leaves a client waiting that waits to be asked for its body (`Expect: 100-continue`, RFC 9110 section 10.1.1). Answered
 * without that, it is not heard any more: what it sent next could be the body as well as another request.
 */
export function letWait(response: ServerResponse): void {
  response.setHeader("connection", "close");
}

export const isWaiting = (response: ServerResponse): boolean => response.getHeader("connection") === "close";

/** Asks for the body, where somebody waits for that. */
export function askForBody(response: ServerResponse): void {
  if (!isWaiting(response)) return;
  response.removeHeader("connection");
  response.writeContinue();
}
