import { env } from "node:process";
import { need, readConfig } from "../config.ts";
import { createScheduleHandler } from "../schedule/create-schedule-handler.ts";
import { hearOfPool } from "../schedule/hear-of-pool.ts";
import { openTelemetry } from "../telemetry/open-telemetry.ts";
import { wire } from "../wire.ts";

const telemetry = await openTelemetry();
const config = readConfig(env);
const services = wire(config, telemetry);
const tintype = services.get("tintype");

/** Is woken by rules whose input is `{"task": "reconcile"}`, `{"task": "sweep"}` or, with what somebody did, `{"task": "hear"}`. */
export const handler = telemetry.sending(
  createScheduleHandler({
    tintype,
    hear: hearOfPool({
      tintype,
      accounts: services.get("accounts"),
      identities: services.get("identities"),
      issuer: need(config.userPool, "TINTYPE_USER_POOL_ID").issuer,
    }),
    logger: services.get("logger"),
  }),
);
