import { createStsCredentialBroker } from "@tintype/adapters-aws";
import type { CredentialBroker } from "@tintype/core";
import { type Config, need } from "../config.ts";

export const openCredentials = ({ region, credentialsRole, buckets }: Config): CredentialBroker =>
  createStsCredentialBroker({
    config: { region },
    roleArn: need(credentialsRole, "TINTYPE_CREDENTIALS_ROLE_ARN"),
    bucket: buckets.incoming,
  });
