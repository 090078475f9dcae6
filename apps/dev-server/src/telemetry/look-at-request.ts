import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestObserver } from "@tintype/telemetry";

/** Looks at one of Node's requests from its beginning until the last byte of the answer has gone. */
export function lookAtRequest(
  { observe }: RequestObserver,
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => void,
): void {
  const { method = "", headers } = request;
  const asked = { method, scheme: "http", bytes: sizeOf(headers["content-length"]), headers };
  void observe(asked, () => {
    const gone = new Promise<void>((resolve) => response.once("close", resolve));
    answer();
    return gone.then(() => whatBecame(request, response));
  });
}

function whatBecame({ method }: IncomingMessage, response: ServerResponse) {
  const { headersSent, statusCode } = response;
  // Whoever left before there was an answer is nobody's mistake.
  if (!headersSent) return { status: 499, bytes: 0 };
  const isEmpty = method === "HEAD" || statusCode === 204 || statusCode === 304;
  return { status: statusCode, bytes: isEmpty ? 0 : sizeOf(response.getHeader("content-length")) };
}

const sizeOf = (length: unknown): number | undefined => (length === undefined ? undefined : Number(length));
