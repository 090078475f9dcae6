import type { RequestObserver } from "@tintype/telemetry";
import type { Hono } from "hono";
import { bodyOf, type HttpEvent, readRequest, socketOf } from "./read-request.ts";
import { type HttpResult, writeResult } from "./write-result.ts";

/** What the gateway knows of a request beside it. */
export interface HttpBindings {
  /** Of whoever has connected to the gateway. */
  readonly socket: string;
}

type Answer = (event: HttpEvent) => Promise<HttpResult>;

/** Answers events of REST APIs, HTTP APIs and function URLs with the same application. `requests` looks at each of them. */
export function createHttpHandler(app: Hono, requests?: Pick<RequestObserver, "observe">): Answer {
  return async (event) => {
    const request = readRequest(event);
    const bindings: HttpBindings = { socket: socketOf(event) };
    const answer = async () => writeResult(event, await app.fetch(request, bindings));
    if (requests === undefined) return answer();
    const { method } = request;
    // A `tracestate` would be handed on word for word, and anybody may write one.
    const headers = { traceparent: request.headers.get("traceparent") ?? undefined };
    const { result } = await requests.observe({ method, scheme: "https", headers }, async () => {
      const result = await answer();
      const { statusCode: status, body, isBase64Encoded } = result;
      const sent = Buffer.byteLength(body, isBase64Encoded ? "base64" : "utf8");
      return { result, status, received: bodyOf(event)?.byteLength, sent };
    });
    return result;
  };
}
