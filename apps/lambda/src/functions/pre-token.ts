import { env } from "node:process";
import { readConfig } from "../config.ts";
import { preToken } from "../triggers/pre-token.ts";
import { wire } from "../wire.ts";

/** Cognito's pre token generation trigger, version 2.0. */
export const handler = preToken(wire(readConfig(env)).get("tintype"));
