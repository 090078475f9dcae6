import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { collect } from "../collect.fixture.ts";

/** What a function made of an event. */
export type Outcome =
  | { readonly result: unknown }
  | { readonly error: { readonly errorType: string; errorMessage: string } };

export interface RuntimeApi {
  /** `HOST:PORT`, as `AWS_LAMBDA_RUNTIME_API` says it. */
  readonly address: string;
  /** Hands an event to the runtime, which has so many milliseconds for it. Rejects when the runtime is given up. */
  invoke(event: unknown, milliseconds: number): Promise<Outcome>;
  /** Nobody asks for work any more: whoever waits hears why. */
  giveUp(reason: Error): void;
  close(): Promise<void>;
}

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly deadline: number;
  readonly settle: PromiseWithResolvers<Outcome>;
}

/** Lambda's side of the runtime API (docs.aws.amazon.com/lambda, "Using the Lambda runtime API for custom runtimes"). */
export async function openRuntimeApi(): Promise<RuntimeApi> {
  const waiting: Invocation[] = [];
  const underway = new Map<string, Invocation>();
  /** Gives the runtime that asks an invocation. */
  let give: ((invocation: Invocation) => void) | undefined;
  let invocations = 0;
  let gone: Error | undefined;

  function handOut(): void {
    const invocation = give && waiting.shift();
    if (invocation === undefined) return;
    underway.set(invocation.id, invocation);
    give?.(invocation);
    give = undefined;
  }

  function giveUp(reason: Error): void {
    gone = reason;
    for (const { settle } of [...waiting.splice(0), ...underway.values()]) settle.reject(reason);
    underway.clear();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, id, kind] =
      /^\/2018-06-01\/runtime\/(?:invocation\/([^/]+)|init)(?:\/(\w+))?$/.exec(request.url ?? "") ?? [];
    if (id === "next") {
      give = ({ id, event, deadline }) => {
        response.writeHead(200, {
          "content-type": "application/json",
          "lambda-runtime-aws-request-id": id,
          "lambda-runtime-deadline-ms": `${deadline}`,
          "lambda-runtime-invoked-function-arn": "arn:aws:lambda:eu-central-1:123456789012:function:tintype",
          "lambda-runtime-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
        });
        response.end(JSON.stringify(event));
      };
      handOut();
      return;
    }
    const body = Buffer.concat(await collect<Buffer>(request)).toString();
    if (id === undefined) giveUp(new Error(`The function could not be initialised: ${body}`));
    const settle = underway.get(id ?? "")?.settle;
    underway.delete(id ?? "");
    settle?.resolve(kind === "response" ? { result: JSON.parse(body) } : { error: JSON.parse(body) });
    response.writeHead(202).end("{}");
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async invoke(event, milliseconds) {
      if (gone !== undefined) throw gone;
      invocations += 1;
      const settle = Promise.withResolvers<Outcome>();
      waiting.push({ id: `invocation-${invocations}`, event, deadline: Date.now() + milliseconds, settle });
      handOut();
      return settle.promise;
    },
    giveUp,
    async close() {
      giveUp(new Error("The runtime API is closed."));
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
