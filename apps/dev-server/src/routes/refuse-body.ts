import type { IncomingMessage, ServerResponse } from "node:http";
import { finished } from "node:stream";
import { isWaiting } from "./ask-for-body.ts";

/** How much of a body is read and forgotten, so that whoever sends it hears the answer. */
const mostForgotten = 64 * 2 ** 20;
/** How long nothing may come of it, in milliseconds. */
const patience = 5_000;

/**
 * Answers in XML to a request whose body is not wanted. Whoever is still sending is told at once, and the connection stays
 * until all of it has come, but for 64 MiB at most, or until nothing comes: closed earlier it would be reset under them, and
 * the answer lost.
 */
export function refuseBody(request: IncomingMessage, response: ServerResponse, status: number, xml: string): void {
  const isTooMuch = Number(request.headers["content-length"] ?? 0) > mostForgotten;
  response.writeHead(status, {
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(xml),
    ...(!request.complete && isTooMuch && { connection: "close" }),
  });
  if (request.complete || request.method === "HEAD" || isWaiting(response)) {
    response.end(request.method === "HEAD" ? undefined : xml);
    return;
  }
  response.write(xml);
  let left = mostForgotten;
  // Node closes the connection then, and goes by its own patience between requests afterwards.
  request.socket.setTimeout(patience);
  request.on("data", (piece: Buffer) => {
    left -= piece.length;
    if (left < 0) request.destroy();
  });
  finished(request, () => response.end());
}
