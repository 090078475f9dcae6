import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { IssuedCredentials } from "@tintype/core";
import { describeCredentialBroker } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { motoConfig, noMoto } from "../moto.fixture.ts";
import { realClock } from "../s3/s3.fixture.ts";
import { createStsCredentialBroker } from "./sts-credential-broker.ts";

const roleArn = "arn:aws:iam::123456789012:role/tintype-credentials";

describeCredentialBroker(laneRunner(vitest, { missing: noMoto }), "STS", async () => ({
  credentials: createStsCredentialBroker({ config: motoConfig(), roleArn, bucket: "incoming" }),
  now: realClock.now,
  ownerOf,
  [Symbol.asyncDispose]: async () => {},
}));

/** STS tells the holder of a session what it is called: `arn:…:assumed-role/ROLE/SESSION`. */
async function ownerOf(credentials: IssuedCredentials): Promise<string | undefined> {
  const client = new STSClient({ ...motoConfig(), credentials });
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  client.destroy();
  return /:assumed-role\/tintype-credentials\/(.+)$/.exec(Arn ?? "")?.[1];
}
