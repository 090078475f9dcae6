import { env } from "node:process";
import { readConfig } from "../config.ts";
import { createScheduleHandler } from "../schedule/create-schedule-handler.ts";
import { openTelemetry } from "../telemetry/open-telemetry.ts";
import { wire } from "../wire.ts";

const telemetry = await openTelemetry();
const services = wire(readConfig(env), telemetry);

/** Is woken by rules whose input is `{"task": "reconcile"}` or `{"task": "sweep"}`. */
export const handler = telemetry.sending(
  createScheduleHandler({ tintype: services.get("tintype"), logger: services.get("logger") }),
);
