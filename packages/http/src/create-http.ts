import type { Settings, Tintype } from "@tintype/core";
import { Hono } from "hono";
import type { Authenticate } from "./authenticate/bearer.ts";
import { handleRoute } from "./handle-route.ts";
import { HttpError, malformed } from "./http-error.ts";
import type { Log } from "./log.ts";
import { describeApi } from "./openapi.ts";
import { failureOf, problemResponse } from "./problem.ts";
import type { Route } from "./route.ts";
import { accountRoutes } from "./routes/account.ts";
import { guestRoutes } from "./routes/guests.ts";
import { photoRoutes } from "./routes/photos.ts";
import { type ServiceRouteOptions, serviceRoutes } from "./routes/service.ts";
import { shareRoutes } from "./routes/shares.ts";
import { securityHeaders } from "./security-headers.ts";

export interface HttpOptions {
  readonly tintype: Tintype;
  readonly settings: Settings;
  /** Who is calling, unless they bring a grant (`Authorization: Share …`), which is ours to understand. */
  readonly authenticate: Authenticate;
  /** Where the API lies below the origin; `/api` unless told. */
  readonly base?: string;
  /** What `/config.json` says of the user pool. */
  readonly config: ServiceRouteOptions["config"];
  readonly ready: ServiceRouteOptions["ready"];
  /** The page that people see under `/s/TOKEN`; without it they get what programs get. */
  readonly sharePage?: (found: boolean) => Response;
  readonly log: Log;
  /** A new id for every request that does not bring one. */
  readonly requestId: () => string;
}

/** The application: everything under the API's base, and what lies beside it on the same origin. */
export function createHttp(options: HttpOptions): Hono {
  const { settings, base = "/api" } = options;
  const routes = allRoutes(options);
  const app = new Hono();
  const headers = securityHeaders(settings.publicUrl);

  app.use(async (context, next) => {
    if (isPlainPath(context.req.raw.url)) await next();
    else context.res = problemResponse(failureOf(malformed(plainPathRule)), "", options.requestId());
    for (const [name, value] of Object.entries(headers)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
    if (!context.res.headers.has("cache-control")) context.res.headers.set("cache-control", "no-store");
  });

  for (const route of routes)
    app.on(route.method, honoPath(route.path, base), (context) => handleRoute(options, route, context));
  for (const [path, methods] of methodsByPath(routes, base)) {
    app.all(path, (context) => {
      const error = new HttpError(405, "method_not_allowed", `Use ${methods.join(" or ")} here.`, {
        headers: { allow: methods.join(", ") },
      });
      return problemResponse(failureOf(error), context.req.path, options.requestId());
    });
  }
  app.notFound((context) => {
    const error = new HttpError(404, "not_found", "There is nothing at this address.");
    return problemResponse(
      failureOf(error),
      context.req.path.startsWith("/s/") ? "/s/" : context.req.path,
      options.requestId(),
    );
  });
  return app;
}

/** Every row of the API: what is served, described and tested is made of this list. */
export function allRoutes(
  options: Pick<HttpOptions, "settings" | "base" | "config" | "ready" | "sharePage">,
): readonly Route[] {
  const { settings, base = "/api", config, ready } = options;
  const api = `${settings.publicUrl}${base}`;
  const routes: Route[] = [...photoRoutes, ...shareRoutes, ...guestRoutes(options.sharePage), ...accountRoutes];
  const openApi = () => (described ??= describeApi(routes, { origin: settings.publicUrl, base }));
  let described: unknown;
  routes.push(...serviceRoutes({ config, api, ready, openApi }));
  return routes;
}

const plainPathRule = "Paths here have letters, digits and ._/- only, and no empty or dotted segments.";

/** API Gateway hands on paths decoded: what could be spelled in two ways is refused, so that both worlds agree. */
const isPlainPath = (url: string): boolean => /^https?:\/\/[^/]+(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?(\?|$)/.test(url);

const honoPath = (path: string, base: string): string =>
  (path.startsWith("//") ? path.slice(1) : `${base}${path}`).replaceAll(/\{(\w+)\}/g, ":$1");

function methodsByPath(routes: readonly Route[], base: string): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const key = honoPath(path, base);
    methods.set(key, [...(methods.get(key) ?? []), ...(method === "GET" ? ["GET", "HEAD"] : [method])]);
  }
  return methods;
}
