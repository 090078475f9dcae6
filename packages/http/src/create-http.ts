import type { RateLimiter, Tintype } from "@tintype/core";
import { type Context, Hono } from "hono";
import { createAdmit } from "./admit.ts";
import { allRoutes } from "./all-routes.ts";
import { createAnswer, type Nowhere, type Place } from "./answer-request.ts";
import type { Authenticate } from "./authenticate/bearer.ts";
import { addressBlock } from "./client-address.ts";
import { createCors } from "./cors.ts";
import { refusal } from "./http-error.ts";
import type { Log } from "./log.ts";
import type { SharePage } from "./routes/guests.ts";
import type { ServiceOptions } from "./routes/service.ts";
import { securityHeaders } from "./security-headers.ts";

export interface HttpOptions extends ServiceOptions {
  readonly tintype: Tintype;
  /** Who is calling. Guests with a grant are understood without it. */
  readonly authenticate: Authenticate;
  /** Where the API lies below the origin; `/api` unless told. */
  readonly base?: string;
  /** The page that people see under `/s/TOKEN`; without it they get what programs get. */
  readonly sharePage?: SharePage;
  /** Is told of every request; nobody is unless told. */
  readonly log?: Log;
  /** Holds callers to `settings.rates`; nobody is held back unless given. Passwords are guarded without it, too. */
  readonly rates?: RateLimiter | undefined;
  /** Where a caller is; `clientAddress` helps. It must not believe what callers say of themselves. Unknown unless told. */
  readonly addressOf?: (context: Context) => string | undefined;
  /** Origins, such as `https://app.example.com`, whose pages may call, beside the public one. There is no `*`. */
  readonly origins?: readonly string[];
  /** Begins a trace for a request that belongs to none: 32 digits of hexadecimal, random unless told. */
  readonly traceId?: () => string;
  /** Makes an id for a request that does not bring one; a random UUID unless told. */
  readonly requestId?: () => string;
}

/**
 * The application: everything under the API's base, and what lies beside it on the same origin. A host can add its own
 * routes to it (`app.route("/", pages)`), serve it as it is (`app.fetch`), or take it in: `host.route("/", app)` claims
 * these paths alone and leaves the rest, unknown addresses included, to the host.
 */
export function createHttp(options: HttpOptions): Hono {
  const { tintype, authenticate, base = "/api", origins = [], rates, now = () => performance.now() } = options;
  const { publicUrl } = tintype.settings;
  const answer = createAnswer({
    tintype,
    api: `${publicUrl}${base}`,
    authenticate,
    addressOf: (context) => {
      const address = options.addressOf?.(context);
      return address === undefined ? undefined : addressBlock(address);
    },
    admit: rates === undefined ? async () => {} : createAdmit(rates, tintype.settings),
    cors: createCors([publicUrl, ...origins]),
    headers: securityHeaders(publicUrl),
    log: options.log ?? (() => {}),
    requestId: options.requestId ?? (() => crypto.randomUUID()),
    traceId: options.traceId ?? (() => crypto.randomUUID().replaceAll("-", "")),
    now,
  });
  const app = new Hono();
  for (const [template, places] of byTemplate(allRoutes({ ...options, settings: tintype.settings, base, now }), base)) {
    const nowhere = methodNotAllowed(template, [...places.keys()]);
    const targetOf = (method: string): Place | Nowhere => places.get(method === "HEAD" ? "GET" : method) ?? nowhere;
    app.all(template.replaceAll(/\{(\w+)\}/g, ":$1"), (context) => answer(context, targetOf(context.req.method)));
  }
  const fallBack = (context: Context) => answer(context, nothingHere);
  return app.notFound(fallBack);
}

/** Where every row lies below the origin, and which methods there are. */
function byTemplate(routes: ReturnType<typeof allRoutes>, base: string): ReadonlyMap<string, Map<string, Place>> {
  const places = new Map<string, Map<string, Place>>();
  for (const route of routes) {
    const template = route.path.startsWith("//") ? route.path.slice(1) : `${base}${route.path}`;
    const methods = places.get(template) ?? new Map<string, Place>();
    places.set(template, methods.set(route.method, { template, route }));
  }
  return places;
}

const nothingHere: Nowhere = { methods: [], refuse: () => refusal("not_found", "There is nothing at this address.") };

function methodNotAllowed(template: string, known: readonly string[]): Nowhere {
  const methods = known.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  const headers = { allow: methods.join(", ") };
  return {
    template,
    methods,
    refuse: () => refusal("method_not_allowed", `Use ${methods.join(" or ")} here.`, { headers }),
  };
}
