import { env } from "node:process";
import { readConfig } from "../config.ts";
import { postConfirmation } from "../triggers/post-confirmation.ts";
import { wire } from "../wire.ts";

/** Cognito's post confirmation trigger. */
export const handler = postConfirmation(wire(readConfig(env)).get("tintype"));
