import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request to AWS, as it went over the wire. */
export interface Call {
  /** As the signature names it: `s3`, `dynamodb` … */
  readonly service: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly status: number;
}

export interface Watch extends AsyncDisposable {
  /** What the one who is watched takes for all of AWS. */
  readonly origin: string;
  readonly calls: readonly Call[];
}

/** Passes on what somebody asks of AWS, as it is: signatures stay good, since they are for this address. */
export async function watchCalls(upstreamOf: (service: string) => string): Promise<Watch> {
  const calls: Call[] = [];

  async function pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = "GET", headers, url: target = "/" } = asked;
    const url = new URL(target, "http://here");
    const body = await buffer(asked);
    // Credential=ID/DATE/REGION/SERVICE/aws4_request, in a header or, where an address was signed, in the query.
    const signature = headers.authorization ?? url.searchParams.get("X-Amz-Credential") ?? "";
    const service = /\/([a-z0-9-]+)\/aws4_request/.exec(signature)?.[1] ?? "nobody's";
    const passed = request(new URL(target, upstreamOf(service)), { method, headers });
    passed.end(body);
    const [received] = (await once(passed, "response")) as [IncomingMessage];
    const { statusCode: status = 502, headers: answered } = received;
    calls.push({ service, method, url, headers, body: body.toString("latin1"), status });
    answer.writeHead(status, answered);
    received.pipe(answer);
  }

  const server = createServer((asked, answer) => void pass(asked, answer).catch(() => answer.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
