import { type Actor, anonymous, GrantNotValid, SignInRequired, type Tintype } from "@tintype/core";
import type { Context } from "hono";
import type { Authenticate } from "./authenticate/bearer.ts";
import { refusal } from "./http-error.ts";
import { parseJson } from "./parse-json.ts";
import { noBody, readBody } from "./read-body.ts";
import { readQuery } from "./read-query.ts";
import { idempotencyOf, ifRevision } from "./request-conditions.ts";
import type { Call, Route } from "./route.ts";

export interface Receiver {
  readonly tintype: Tintype;
  readonly api: string;
  readonly authenticate: Authenticate;
  readonly addressOf: (context: Context) => string | undefined;
}

/** Who calls, by the one kind of credentials that the route looks at. */
export async function whoCalls({ tintype, authenticate }: Receiver, route: Route, request: Request): Promise<Actor> {
  if (route.who === "anyone") return anonymous;
  if (route.who === "user") {
    const actor = await authenticate(request);
    // The core decides; this spares reading the body of somebody whom it would send away.
    if (actor.kind === "anonymous") throw new SignInRequired();
    return actor;
  }
  if (route.who === "program") {
    const key = request.headers.get("x-api-key");
    if (key === null) throw refusal("api_key_required", "Send the key of your program as `x-api-key`.");
    return tintype.apiKeys.identifyProgram(key);
  }
  const grant = /^Share (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (route.who === "guest") {
    if (grant === undefined) throw refusal("grant_required", openFirst);
    return tintype.shares.identifyGuest(grant);
  }
  return grant === undefined ? anonymous : tintype.shares.identifyGuest(grant).catch(asStranger);
}

const openFirst = "Open this link first, and send the grant that it gives you as `Authorization: Share GRANT`.";

/** Somebody whose visit is over opens the link like somebody who has never been there. */
function asStranger(error: unknown): Actor {
  if (error instanceof GrantNotValid) return anonymous;
  throw error;
}

/** Everything that the request says, in the order in which it is refused. */
export async function readCall(receiver: Receiver, route: Route, context: Context, actor: Actor): Promise<Call> {
  const { tintype, api, addressOf } = receiver;
  const request = context.req.raw;
  const query = readQuery(request.url, route);
  const revision = route.changes === true ? ifRevision(request) : undefined;
  const { mediaType, bytes } =
    route.body === undefined ? noBody : await readBody(request, route.body, tintype.settings);
  const idempotency = route.creates === true ? await idempotencyOf(request, actor, bytes) : undefined;
  return {
    tintype,
    api,
    actor,
    request,
    query,
    mediaType,
    body: bytes,
    address: () => addressOf(context),
    param: (name) => context.req.param(name) ?? "",
    json: () => (mediaType === "" ? {} : parseJson(bytes, request.headers.get("content-type") ?? "")),
    options: { signal: request.signal, idempotency, ifRevision: revision },
  };
}
