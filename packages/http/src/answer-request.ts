import { type Actor, anonymous } from "@tintype/core";
import type { Context } from "hono";
import type { Admit } from "./admit.ts";
import type { Cors } from "./cors.ts";
import { malformed } from "./http-error.ts";
import { jsonBody } from "./json-body.ts";
import { describeError, type Log, type RequestLog } from "./log.ts";
import { type Failure, failureOf, problemOf } from "./problem.ts";
import { type Receiver, readCall, whoCalls } from "./read-call.ts";
import type { Reply, Route } from "./route.ts";
import { traceIdOf } from "./trace-id.ts";

export interface AnswerOptions extends Receiver {
  /** The headers of every answer, unless it has its own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly log: Log;
  readonly admit: Admit;
  readonly cors: Cors;
  readonly requestId: () => string;
  readonly traceId: () => string;
  readonly now: () => number;
}

/** A row of the API, where it lies. */
export interface Place {
  /** Such as `/api/photos/{id}`. */
  readonly template: string;
  readonly route: Route;
}

/** What is answered where there is no such row. */
export interface Nowhere {
  readonly template?: string;
  /** Which methods there are. */
  readonly methods: readonly string[];
  readonly refuse: () => Error;
}

type AnswerRequest = (context: Context, target: Place | Nowhere) => Promise<Response>;

/** Answers one request, whatever happens, and writes it down. */
export function createAnswer(options: AnswerOptions): AnswerRequest {
  /** Who is nobody, or nowhere, may not be so all the time either. */
  async function refuseStranger(refused: unknown, context: Context): Promise<never> {
    await options.admit(anonymous, () => options.addressOf(context));
    throw refused;
  }

  return async (context, target) => {
    const begun = options.now();
    const request = context.req.raw;
    const requestId = requestIdOf(request, options.requestId);
    let actor: Actor | undefined;
    let failure: Failure | undefined;
    let cause: unknown;
    let reply: Reply | Response;
    try {
      if (!isPlain(request.url)) throw malformed(plainRule);
      if ("route" in target) {
        actor = await whoCalls(options, target.route, request).catch((refused) => refuseStranger(refused, context));
        await options.admit(actor, () => options.addressOf(context));
        reply = await target.route.handle(await readCall(options, target.route, context, actor));
      } else {
        const preflight = options.cors.preflight(request, target.methods);
        reply = preflight ?? (await refuseStranger(target.refuse(), context));
      }
    } catch (error) {
      cause = error;
      failure = request.signal.aborted ? gone : failureOf(error);
      reply = {
        status: failure.status,
        json: problemOf(failure, context.req.path, requestId),
        headers: failure.headers,
      };
    }
    const route = "route" in target ? target.route : undefined;
    const common: Record<string, string> = {
      ...options.headers,
      ...options.cors.headersFor(request),
      "x-request-id": requestId,
    };
    if (route?.negotiates === true) common["vary"] = `Accept, ${common["vary"]}`;
    const response = respond(reply, common, failure !== undefined);
    const { status } = response;
    write(options.log, {
      event: "request",
      level: status >= 500 ? "error" : "info",
      requestId,
      traceId: traceIdOf(request.headers.get("traceparent")) ?? options.traceId(),
      method: request.method,
      route: target.template,
      operation: route?.operationId,
      status,
      milliseconds: Math.round((options.now() - begun) * 100) / 100,
      actor: actor?.kind ?? "unknown",
      userId: actor !== undefined && "userId" in actor ? actor.userId : undefined,
      code: failure?.code,
      error: failure !== undefined && status >= 500 ? describeError(cause) : undefined,
    });
    return response;
  };
}

/** The client has left while we were at it: nobody reads this answer, and it is nobody's mistake. */
const gone: Failure = {
  status: 499,
  code: "client_gone",
  detail: "The client has closed the connection.",
  headers: {},
};

const plainRule = "Paths here have letters, digits and ._/- only, and no empty or dotted segments.";

/** API Gateway hands on paths decoded: what could be spelled in two ways is refused, so that both worlds agree. */
const isPlain = (url: string): boolean => /^https?:\/\/[^/?#]+(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?(?:\?|$)/.test(url);

function requestIdOf(request: Request, make: () => string): string {
  const given = request.headers.get("x-request-id");
  return given !== null && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : make();
}

function respond(reply: Reply | Response, common: Readonly<Record<string, string>>, isProblem: boolean): Response {
  if (reply instanceof Response) {
    const response = new Response(reply.body, reply);
    for (const [name, value] of Object.entries(common)) {
      if (name === "vary") response.headers.append(name, value);
      else if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  }
  const { status, headers } = reply;
  if (reply.json === undefined) return new Response(null, { status, headers: { ...common, ...headers } });
  const type = isProblem ? "application/problem+json" : "application/json";
  return new Response(jsonBody(reply.json), { status, headers: { ...common, "content-type": type, ...headers } });
}

function write(log: Log, entry: RequestLog): void {
  try {
    log(entry);
  } catch {
    // Whoever keeps the log has failed, and the request has not.
  }
}
