import type { IncomingMessage } from "node:http";

/**
 * The body of a request, as it arrives. Cancelling it leaves the connection as it is, so that the request can still be
 * answered, and the rest is read and forgotten: nobody hears an answer who is still sending. An error of the connection is
 * the body's. `ask` is called when the first of it is read, for clients that wait to be asked.
 *
 * `Readable.toWeb` will not do: cancelled at the moment when bytes arrive, it throws outside of everybody's reach and
 * takes the process with it (Node 24.21), which any client could bring about with a bad ticket.
 */
export function bodyOfRequest(request: IncomingMessage, ask: () => void = () => {}): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = request.iterator({ destroyOnReturn: false });
  let isAsked = false;
  return new ReadableStream(
    {
      async pull(controller) {
        if (!isAsked) ask();
        isAsked = true;
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        // Not awaited: while nothing arrives, this would not end either.
        chunks.return?.().then(
          () => request.resume(),
          () => {},
        );
      },
    },
    // Nothing is read that nobody has asked for.
    { highWaterMark: 0 },
  );
}
