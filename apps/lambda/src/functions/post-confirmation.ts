import { env } from "node:process";
import { readConfig } from "../config.ts";
import { openTelemetry } from "../telemetry/open-telemetry.ts";
import { postConfirmation } from "../triggers/post-confirmation.ts";
import { wire } from "../wire.ts";

const telemetry = await openTelemetry();

/** Cognito's post confirmation trigger. */
export const handler = telemetry.sending(postConfirmation(wire(readConfig(env), telemetry).get("tintype")));
