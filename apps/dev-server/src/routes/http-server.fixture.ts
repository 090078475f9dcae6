import {
  type ClientRequest,
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  request,
  Server,
} from "node:http";
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
  /** The same by a client that sends its body when it is asked for it. */
  wait(target: string, init?: RawRequest): Promise<RawAnswer & { readonly wasAsked: boolean }>;
}

/** Serves on a free port until the test ends. */
export async function serve(what: RequestListener | Server): Promise<TestServer> {
  const server = what instanceof Server ? what : createServer(what);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const begin = (path: string, { method = "GET", headers = {} }: RawRequest) =>
    request({ host: "127.0.0.1", port, method, path, headers, agent: false });
  return {
    origin: `http://127.0.0.1:${port}`,
    ask(path, init = {}) {
      const sending = begin(path, init);
      const answer = answerTo(sending);
      sending.end(init.body);
      return answer;
    },
    async wait(path, init = {}) {
      const sending = begin(path, { ...init, headers: { ...init.headers, expect: "100-continue" } });
      let wasAsked = false;
      sending.once("continue", () => {
        wasAsked = true;
        sending.end(init.body);
      });
      sending.flushHeaders();
      const answer = await answerTo(sending);
      sending.destroy();
      return { wasAsked, ...answer };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const answerTo = (sending: ClientRequest): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    sending.on("error", reject);
    sending.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
  });
