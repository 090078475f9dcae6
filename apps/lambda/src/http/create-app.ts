import { hash } from "node:crypto";
import type { Clock, RateLimiter, Tintype } from "@tintype/core";
import {
  clientAddress,
  createBearerAuthenticate,
  createHttp,
  createJwksSource,
  createTokenVerifier,
  type Log,
  type SharePage,
} from "@tintype/http";
import type { RequestObserver } from "@tintype/telemetry";
import type { Context, Hono } from "hono";
import type { Config } from "../config.ts";
import { type ClientConfigOptions, clientConfig } from "./client-config.ts";
import type { HttpBindings } from "./create-http-handler.ts";

export interface AppOptions extends ClientConfigOptions, Pick<Config, "proxyHops"> {
  readonly tintype: Tintype;
  readonly clock: Clock;
  /** Counts calls; nobody does unless given. */
  readonly rates: RateLimiter | undefined;
  readonly ready: () => Promise<void>;
  /** What people see who follow a link; they get what programs get unless given. */
  readonly sharePage?: SharePage | undefined;
  readonly log: Log;
  /** Is told of every request what it may know. */
  readonly requests?: RequestObserver | undefined;
}

/** The API for the users of a Cognito user pool. */
export function createApp(options: AppOptions): Hono {
  const { tintype, clock, userPool, origins, proxyHops, rates, ready, sharePage, log, requests } = options;
  const { issuer, jwksUrl, webClientId, legacyClientId } = userPool;
  const verifier = createTokenVerifier({
    issuer,
    clientIds: [webClientId, legacyClientId],
    keys: createJwksSource({ url: jwksUrl, clock }),
    clock,
    digest: (text) => hash("sha256", text, "base64url"),
  });
  return createHttp({
    tintype,
    authenticate: createBearerAuthenticate({ verifier, tintype }),
    config: clientConfig(options),
    ready,
    ...(sharePage && { sharePage }),
    log: (entry) => {
      requests?.tell(entry);
      log(entry);
    },
    ...(requests && { traceId: requests.traceId }),
    rates,
    origins,
    addressOf: ({ env, req }: Context<{ Bindings: HttpBindings }>) =>
      clientAddress(env.socket, req.header("x-forwarded-for"), proxyHops),
  });
}
