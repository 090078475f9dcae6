import { env } from "node:process";
import { readConfig } from "../config.ts";
import { openTelemetry } from "../telemetry/open-telemetry.ts";
import { preToken } from "../triggers/pre-token.ts";
import { wire } from "../wire.ts";

const telemetry = await openTelemetry();

/** Cognito's pre token generation trigger, version 2.0. */
export const handler = telemetry.sending(preToken(wire(readConfig(env), telemetry).get("tintype")));
