import type { S3Client } from "@aws-sdk/client-s3";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Deployment } from "../deployment.ts";
import { keysSecretName } from "../keys-secret.ts";
import { amplifyConfiguration, type Outputs } from "../outputs.ts";
import { signingWith, urlKeyParameters, withRotation } from "./installation-keys.ts";
import { keepKeys, readKeys } from "./keys-store.ts";
import { pageFiles } from "./page-files.ts";
import { uploadPage } from "./upload-page.ts";

export interface DeployOptions {
  readonly secrets: SecretsManagerClient;
  readonly s3: S3Client;
  /** Brings a stack to what was synthesised; resolves to what it tells then. */
  readonly deployStack: (stack: string, parameters: Readonly<Record<string, string>>) => Promise<Outputs>;
}

/**
 * Deploys what was synthesised: keys first, then the stack, then the name of the signing key and the page. Every step may be
 * repeated, and what is there already is left as it is. Resolves to what clients are configured with.
 */
export async function deploy(
  deployment: Deployment,
  { secrets, s3, deployStack }: DeployOptions,
): Promise<ReturnType<typeof amplifyConfiguration>> {
  const { name, size, rotation } = deployment;
  const store = { client: secrets, name: keysSecretName({ name, size }) };
  const before = await readKeys(store);
  const keys = withRotation(before, rotation);
  const parameters = urlKeyParameters(keys, rotation);
  await keepKeys(store, before, keys);
  const outputs = await deployStack(`${name}-${size}`, parameters);
  await keepKeys(store, keys, signingWith(keys, rotation, outputs.UrlKeyId));
  await uploadPage(s3, outputs.WebBucket, pageFiles());
  return amplifyConfiguration(outputs, deployment);
}
