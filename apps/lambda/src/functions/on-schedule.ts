import { env } from "node:process";
import { readConfig } from "../config.ts";
import { createScheduleHandler } from "../schedule/create-schedule-handler.ts";
import { wire } from "../wire.ts";

const services = wire(readConfig(env));

/** Is woken by rules whose input is `{"task": "reconcile"}` or `{"task": "sweep"}`. */
export const handler = createScheduleHandler({ tintype: services.get("tintype"), logger: services.get("logger") });
