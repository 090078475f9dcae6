import { type Actor, anonymous, SignInRequired } from "@tintype/core";
import type { Context } from "hono";
import type { HttpOptions } from "./create-http.ts";
import { HttpError, malformed } from "./http-error.ts";
import { type Failure, failureOf, problemResponse } from "./problem.ts";
import { JSON_BYTES, mediaTypeOf, parseJson, readBytes } from "./request-body.ts";
import { idempotencyOf, ifRevision } from "./request-conditions.ts";
import type { Call, Route } from "./route.ts";

/** Answers one request to one row of the API, whatever happens, and writes it down. */
export async function handleRoute(options: HttpOptions, route: Route, context: Context): Promise<Response> {
  const begun = performance.now();
  const requestId = requestIdOf(context.req.raw, options.requestId);
  let actor: Actor | undefined;
  let failure: Failure | undefined;
  let cause: unknown;
  let response: Response;
  try {
    actor = await whoCalls(options, route, context.req.raw);
    response = await route.handle(await readCall(options, route, context, actor));
  } catch (error) {
    failure = failureOf(error);
    cause = error;
    response = problemResponse(failure, instanceOf(route, context), requestId);
  }
  response.headers.set("x-request-id", requestId);
  options.log({
    event: "request",
    level: response.status >= 500 ? "error" : "info",
    requestId,
    method: context.req.method,
    route: route.path,
    status: response.status,
    milliseconds: Math.round((performance.now() - begun) * 100) / 100,
    actor: actor?.kind ?? "unknown",
    ...(actor?.kind === "user" && { userId: actor.userId }),
    ...(failure && { code: failure.code }),
    ...(failure && failure.status >= 500 && { error: describeError(cause) }),
  });
  return response;
}

async function whoCalls({ authenticate, tintype }: HttpOptions, route: Route, request: Request): Promise<Actor> {
  const grant = /^Share (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (route.tag === "service") return anonymous;
  const actor = grant === undefined ? await authenticate(request) : await tintype.shares.identifyGuest(grant);
  // The core decides; this only spares reading the body of somebody whom it would send away.
  if (route.who !== "anyone" && actor.kind === "anonymous") throw new SignInRequired();
  return actor;
}

async function readCall(options: HttpOptions, route: Route, context: Context, actor: Actor): Promise<Call> {
  const { tintype, settings } = options;
  const request = context.req.raw;
  const query = readQuery(new URL(request.url).searchParams);
  const body =
    route.body === undefined ? new Uint8Array() : await readBytes(request, limitFor(route, request, settings));
  const idempotency = route.creates === true ? await idempotencyOf(request, actor, body) : undefined;
  return {
    tintype,
    settings,
    actor,
    request,
    query,
    body,
    param: (name) => context.req.param(name) ?? "",
    json: () => parseJson(request, body),
    options: {
      signal: request.signal,
      ...(idempotency && { idempotency }),
      ...(route.changes === true && { ifRevision: ifRevision(request) }),
    },
  };
}

function limitFor({ body }: Route, request: Request, settings: HttpOptions["settings"]): number {
  const isBytes = Object.entries(body?.content ?? {}).some(
    ([type, schema]) => schema === "bytes" && mediaTypeOf(request).startsWith(type.replace("*", "")),
  );
  return isBytes && body?.limit !== undefined ? body.limit(settings) : JSON_BYTES;
}

function readQuery(parameters: URLSearchParams): Record<string, string> {
  const names = [...parameters.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw malformed(`The query says ${twice} more than once.`);
  return Object.fromEntries(parameters);
}

function requestIdOf(request: Request, make: () => string): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : make();
}

/** The path that was asked for; of a link only that it was one. */
const instanceOf = (route: Route, context: Context): string =>
  route.path.startsWith("//s/") ? "/s/" : context.req.path;

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : ` <- ${describeError(error.cause)}`;
  return error instanceof HttpError ? error.message : `${error.stack ?? error.message}${cause}`;
}
