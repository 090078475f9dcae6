import type { Hono } from "hono";
import { type HttpEvent, readRequest, socketOf } from "./read-request.ts";
import { type HttpResult, writeResult } from "./write-result.ts";

/** What the gateway knows of a request beside it. */
export interface HttpBindings {
  /** Of whoever has connected to the gateway. */
  readonly socket: string;
}

/** Answers events of REST APIs, HTTP APIs and function URLs with the same application. */
export const createHttpHandler =
  (app: Hono): ((event: HttpEvent) => Promise<HttpResult>) =>
  async (event) => {
    const bindings: HttpBindings = { socket: socketOf(event) };
    return writeResult(event, await app.fetch(readRequest(event), bindings));
  };
