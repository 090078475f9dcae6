import { createServer, type IncomingHttpHeaders, type RequestListener, request, Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer, byte for byte. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Uint8Array;
}

export interface TestServer extends AsyncDisposable {
  readonly origin: string;
  /** Asks for the target as it is written: `fetch` would tidy it up. */
  ask(target: string, init?: RawRequest): Promise<RawAnswer>;
}

/** Serves on a free port until the test ends. */
export async function serve(what: RequestListener | Server): Promise<TestServer> {
  const server = what instanceof Server ? what : createServer(what);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    ask: (path, { method = "GET", headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const sending = request({ host: "127.0.0.1", port, method, path, headers, agent: false });
        sending.on("error", reject);
        sending.on("response", (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
          );
        });
        sending.end(body);
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
