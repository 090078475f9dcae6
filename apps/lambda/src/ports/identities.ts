import { createCognitoIdentityProvider } from "@tintype/adapters-aws";
import type { IdentityProvider } from "@tintype/core";
import { type Config, need } from "../config.ts";

export const openIdentities = ({ region, userPool }: Config): IdentityProvider =>
  createCognitoIdentityProvider({ config: { region }, userPoolId: need(userPool, "TINTYPE_USER_POOL_ID").id });
