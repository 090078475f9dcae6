import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Deployment } from "../deployment.ts";
import { keysSecretName } from "../keys-secret.ts";
import { amplifyConfiguration, type Outputs } from "../outputs.ts";
import { signingWith, urlKeyParameters, withRotation } from "./installation-keys.ts";
import { keepKeys, readKeys } from "./keys-store.ts";
import { pageFiles } from "./page-files.ts";
import { uploadPage } from "./upload-page.ts";

/** The CDK's command line: `latest` of it on npm is a stray 3.0.0. */
const cdk = "aws-cdk@2.1148.1";

/**
 * Deploys what was synthesised into `assembly`: keys first, then the stack, then the name of the signing key and the page.
 * Every step may be repeated, and what is there already is left as it is. Resolves to what clients are configured with.
 */
export async function deploy(
  deployment: Deployment,
  assembly: string,
): Promise<ReturnType<typeof amplifyConfiguration>> {
  const { name, size, region, rotation } = deployment;
  const store = { client: new SecretsManagerClient({ region }), name: keysSecretName(deployment) };
  const before = await readKeys(store);
  const keys = withRotation(before, rotation);
  await keepKeys(store, before, keys);

  const outputsFile = join(assembly, "outputs.json");
  const parameters = Object.entries(urlKeyParameters(keys, rotation)).flatMap(([key, pem]) => [
    "--parameters",
    `${key}=${pem}`,
  ]);
  const stack = `${name}-${size}`;
  const options = ["--app", assembly, "--require-approval", "never", "--outputs-file", outputsFile, ...parameters];
  execFileSync("npx", ["-y", "--prefer-offline", cdk, "deploy", stack, ...options], {
    stdio: ["inherit", 2, "inherit"],
    env: { ...process.env, AWS_REGION: region },
  });

  const outputs = (JSON.parse(readFileSync(outputsFile, "utf8")) as Record<string, Outputs>)[stack];
  if (outputs === undefined) throw new Error(`The stack ${stack} told nothing.`);
  await keepKeys(store, keys, signingWith(keys, rotation, outputs.UrlKeyId));
  await uploadPage(new S3Client({ region }), outputs.WebBucket, pageFiles());
  return amplifyConfiguration(outputs);
}
