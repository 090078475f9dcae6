import type { HttpBindings } from "@hono/node-server";
import { type ManagedLogin, type UserPool, userPoolNames } from "@tintype/adapters-local";
import type { Clock, RateLimiter, Tintype } from "@tintype/core";
import {
  clientAddress,
  createBearerAuthenticate,
  createHttp,
  createJwksSource,
  createTokenVerifier,
  type Log,
  type UserPoolConfig,
} from "@tintype/http";
import type { RequestObserver } from "@tintype/telemetry";
import { type Context, Hono } from "hono";
import { matchedRoutes } from "hono/route";
import type { Config } from "./config.ts";
import type { PageSource } from "./page/page.ts";
import { apiReferenceRoutes } from "./routes/api-reference.ts";
import { mailboxRoutes } from "./routes/mailbox.ts";
import { managedLoginRoutes } from "./routes/managed-login.ts";
import { pageRoutes } from "./routes/pages.ts";
import { userPoolRoutes } from "./routes/user-pool.ts";

export interface AppOptions extends Pick<Config, "origins" | "proxyHops"> {
  readonly tintype: Tintype;
  readonly userPool: UserPool;
  readonly managedLogin: ManagedLogin;
  readonly clientConfig: UserPoolConfig;
  /** Counts calls; nobody does unless given. */
  readonly rates: RateLimiter | undefined;
  readonly clock: Clock;
  /** Where mail lies, for everybody to read; nobody reads it over HTTP unless given. */
  readonly mail: string | undefined;
  readonly page: PageSource;
  readonly log: Log;
  /** Is told of every request what it may know. */
  readonly requests: RequestObserver | undefined;
  /** SHA-256 of a text, at once. */
  readonly digest: (text: string) => string;
  readonly ready: () => Promise<void>;
  readonly requestId: () => string;
}

/** The API, and beside it what stands in for Cognito, the post office and the page. */
export function createApp(options: AppOptions): Hono {
  const { tintype, userPool, clock, mail, log, digest, ready, requestId, rates, origins, proxyHops, page } = options;
  const { requests, managedLogin } = options;
  const verifier = createTokenVerifier({
    issuer: userPool.issuer,
    issuerName: userPoolNames.userPoolId,
    clientIds: Object.values(userPoolNames.clients),
    keys: createJwksSource({ load: async () => userPool.jwks(), clock }),
    clock,
    digest,
  });
  const addressOf = ({ env, req }: Context<{ Bindings: HttpBindings }>) =>
    clientAddress(env.incoming.socket.remoteAddress, req.header("x-forwarded-for"), proxyHops);
  const api = createHttp({
    tintype,
    authenticate: createBearerAuthenticate({ verifier, tintype }),
    config: options.clientConfig,
    ready,
    sharePage: (found) => page.document("share", found ? 200 : 404),
    log: (entry) => {
      requests?.tell(entry);
      log(entry);
    },
    ...(requests && { traceId: requests.traceId }),
    requestId,
    rates,
    origins,
    addressOf,
  });
  if (requests !== undefined) {
    // The API tells by itself; here it is for what stands beside it.
    api.use(async (context, next) => {
      await next();
      const route = matchedRoutes(context).at(-1)?.path;
      if (route !== undefined && route !== "/*") requests.tell({ route });
    });
  }
  return api
    .route("/", userPoolRoutes(userPool, { requestId, addressOf }))
    .route("/", managedLoginRoutes(managedLogin, { addressOf }))
    .route("/", mail === undefined ? new Hono() : mailboxRoutes(mail))
    .route("/", apiReferenceRoutes())
    .route("/", pageRoutes(page));
}
