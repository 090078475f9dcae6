import { connect } from "node:net";

/** What a server said on one connection until it was over. */
export interface RawAnswer {
  /** The status of every answer, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
}

interface RawOptions {
  /** Whether we say that there is nothing more to come, once everything has been sent. */
  readonly hangUp?: boolean;
}

/** Longer than anything may take: whoever is still connected then has been forgotten. */
const PATIENCE = 60_000;

/** Sends bytes as they are, and resolves when the connection has ended, however it ended. Rejects when it does not. */
export function sendRaw(origin: string, bytes: string | Uint8Array, { hangUp = false }: RawOptions = {}) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    let text = "";
    socket.setEncoding("latin1").setTimeout(PATIENCE, () => {
      socket.destroy();
      reject(new Error(`It hangs, having said ${JSON.stringify(text.slice(0, 200))} to ${shown(bytes)}.`));
    });
    socket.on("data", (more: string) => {
      text += more;
    });
    // The server may well have closed the door while we were talking.
    socket.on("error", () => {});
    socket.on("end", () => socket.end());
    socket.on("close", () => resolve({ statuses: statusesIn(text), text }));
    socket.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes);
    if (hangUp) socket.end();
  });
}

const statusesIn = (text: string): readonly number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

const shown = (bytes: string | Uint8Array): string =>
  JSON.stringify(Buffer.from(bytes).toString("latin1").slice(0, 200));
