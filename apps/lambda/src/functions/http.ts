import { env } from "node:process";
import { createLocalRateLimiter } from "@tintype/adapters-local";
import { need, readConfig } from "../config.ts";
import { createApp } from "../http/create-app.ts";
import { createHttpHandler } from "../http/create-http-handler.ts";
import { openSharePage } from "../http/share-page.ts";
import { openTelemetry } from "../telemetry/open-telemetry.ts";
import { wire } from "../wire.ts";

const config = readConfig(env);
const telemetry = await openTelemetry();
const { requests } = telemetry;
const services = wire(config, telemetry);
const logger = services.get("logger");
const clock = services.get("clock");
const accounts = services.get("accounts");

/** Answers events of a REST API (1.0), an HTTP API and a function URL (2.0). */
export const handler = telemetry.sending(
  createHttpHandler(
    createApp({
      ...config,
      userPool: need(config.userPool, "TINTYPE_USER_POOL_ID, TINTYPE_WEB_CLIENT_ID and TINTYPE_LEGACY_CLIENT_ID"),
      tintype: services.get("tintype"),
      clock,
      // Calls are counted by each process for itself: the gateway counts them all, and here each would be another write.
      rates: config.rates === "on" ? createLocalRateLimiter({ clock }) : undefined,
      ready: async () => void (await accounts.findByIdentity({ issuer: "nobody", subject: "nobody" })),
      sharePage: openSharePage(new URL("share.html", import.meta.url)),
      log: logger.request,
      requests,
    }),
    requests,
  ),
);
