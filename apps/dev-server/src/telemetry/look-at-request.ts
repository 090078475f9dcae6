import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { RequestObserver } from "@tintype/telemetry";

/** Looks at one of Node's requests from its beginning until the last byte of the answer has gone. */
export function lookAtRequest(
  { observe }: RequestObserver,
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => void,
): void {
  const { method = "", headers, socket } = request;
  // A `tracestate` would be handed on word for word, and anybody may write one.
  const { traceparent } = headers;
  void observe({ method, scheme: "http", headers: { traceparent } }, () => {
    const gone = new Promise<void>((resolve) => response.once("close", resolve));
    answer();
    return gone.then(() => ({
      // Whoever left before there was an answer is nobody's mistake.
      status: response.headersSent ? response.statusCode : 499,
      ...bytesSince(socket),
    }));
  });
}

/** Up to which byte of a connection everything belongs to requests that are over. */
const counted = new WeakMap<Socket, { readonly read: number; readonly written: number }>();

/** What went over the connection since its last request was over, headers included: what was announced may never come. */
function bytesSince(socket: Socket): { readonly received: number; readonly sent: number } {
  const { bytesRead: read, bytesWritten: written } = socket;
  const before = counted.get(socket) ?? { read: 0, written: 0 };
  counted.set(socket, { read, written });
  return { received: read - before.read, sent: written - before.written };
}
