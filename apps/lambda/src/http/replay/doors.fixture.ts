import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { collect } from "../../collect.fixture.ts";
import { createHttpHandler } from "../create-http-handler.ts";
import { gateways, type WireRequest } from "../gateways.fixture.ts";
import { openReplayWorld, type ReplayWorld } from "./replay-world.fixture.ts";

/** What was answered, but for what a transport says of itself. The body is in base64. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A way into a world of its own. */
export interface Door extends AsyncDisposable {
  readonly world: ReplayWorld;
  ask(request: WireRequest): Promise<Answer>;
}

/** A server of Node's. */
export async function openNode(): Promise<Door> {
  const world = await openReplayWorld();
  const listener = getRequestListener(world.app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    world,
    async ask({ method, target, headers, body }) {
      const sending = request({ port, method, path: target, agent: false });
      for (const [name, value] of headers) sending.setHeader(name, Buffer.from(value, "utf8").toString("latin1"));
      sending.end(body);
      const [response] = (await once(sending, "response")) as [IncomingMessage];
      const chunks = await collect<Buffer>(response);
      return answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks));
    },
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, "close");
    },
  };
}

/** The function behind a gateway; what goes there and back goes as JSON. */
export async function openGateway(name: string): Promise<Door> {
  const toEvent = gateways[name];
  if (toEvent === undefined) throw new RangeError(`There is no gateway ${name}.`);
  const world = await openReplayWorld();
  const handler = createHttpHandler(world.app);
  return {
    world,
    async ask(wired) {
      const event = JSON.parse(JSON.stringify(toEvent(wired, world.requestId)));
      const result = JSON.parse(JSON.stringify(await handler(event)));
      const body = Buffer.from(result.body, result.isBase64Encoded ? "base64" : "utf8");
      return answerOf(result.statusCode, result.headers ?? result.multiValueHeaders, body);
    },
    async [Symbol.asyncDispose]() {},
  };
}

const ofTransport = /^(?:date|connection|keep-alive|transfer-encoding|content-length|x-amzn-.*)$/;

function answerOf(status: number, headers: object, body: Buffer): Answer {
  const said = Object.entries(headers).filter(([name]) => !ofTransport.test(name));
  return {
    status,
    headers: Object.fromEntries(said.map(([name, value]) => [name, String(value)])),
    body: body.toString("base64"),
  };
}
