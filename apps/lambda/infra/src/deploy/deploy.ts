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
  /** The bucket of the page where the stack is deployed already; undefined where it is not. */
  readonly findWebBucket: (stack: string) => Promise<string | undefined>;
  /** Brings a stack to what was synthesised; resolves to what it tells then. */
  readonly deployStack: (stack: string, parameters: Readonly<Record<string, string>>) => Promise<Outputs>;
  /** Is told what is done, before it is. */
  readonly say: (line: string) => void;
}

/**
 * Deploys what was synthesised: keys first, then the stack, then the name of the signing key and the page. Every step may be
 * repeated, and what is there already is left as it is. Resolves to what clients are configured with.
 */
export async function deploy(
  deployment: Deployment,
  { secrets, s3, findWebBucket, deployStack, say }: DeployOptions,
): Promise<ReturnType<typeof amplifyConfiguration>> {
  const { name, size, rotation, region } = deployment;
  const stack = `${name}-${size}`;
  const store = { client: secrets, name: keysSecretName({ name, size }) };
  say(`1 of 4: the keys of this installation, in Secrets Manager: ${store.name} in ${region}`);
  const before = await readKeys(store);
  const keys = withRotation(before, rotation);
  const parameters = urlKeyParameters(keys, rotation);
  await keepKeys(store, before, keys);
  const files = pageFiles();
  // The functions of the new stack show people who follow a link a page that refers to these.
  const there = await findWebBucket(stack);
  if (there !== undefined)
    await uploadPage(
      s3,
      there,
      files.filter(({ immutable }) => immutable),
    );
  say(`2 of 4: the stack ${stack}, which takes some ten minutes the first time`);
  const outputs = await deployStack(stack, parameters);
  say(`3 of 4: functions that start from now on sign addresses with key number ${rotation}`);
  await keepKeys(store, keys, signingWith(keys, rotation, outputs.UrlKeyId));
  say(`4 of 4: the page, ${files.length} files`);
  await uploadPage(s3, outputs.WebBucket, files);
  say(`Done: ${outputs.PublicUrl}. On standard output is what Amplify.configure takes.`);
  return amplifyConfiguration(outputs, deployment);
}
