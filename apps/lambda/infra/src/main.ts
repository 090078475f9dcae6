import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Code } from "aws-cdk-lib/aws-lambda";
import { deploy } from "./deploy/deploy.ts";
import { deployStackBy } from "./deploy/deploy-stack.ts";
import { findWebBucket } from "./deploy/find-web-bucket.ts";
import { inWords } from "./deploy/in-words.ts";
import { readArguments } from "./deploy/read-arguments.ts";
import { readDeployment } from "./deployment.ts";
import { makeApp } from "./synthesize.ts";

const bundles = fileURLToPath(new URL("../../bundle/", import.meta.url));
const assembly = fileURLToPath(new URL("../dist/cdk.out/", import.meta.url));

/**
 * `main.ts synth|deploy [FILE.json] [-c NAME=VALUE …]`, after the functions were bundled (`npm run synth`, `npm run deploy`).
 * Standard output is for the client's configuration alone.
 */
const [command, ...args] = process.argv.slice(2);
try {
  const deployment = readDeployment(readArguments(args));
  rmSync(assembly, { recursive: true, force: true });
  makeApp(deployment, (name) => Code.fromAsset(`${bundles}${name}`), assembly).synth();
  console.error(`${deployment.name}-${deployment.size} is synthesised: ${assembly}`);
  if (command === "deploy") {
    const { region } = deployment;
    const stacks = new CloudFormationClient({ region });
    const options = {
      secrets: new SecretsManagerClient({ region }),
      s3: new S3Client({ region }),
      findWebBucket: (stack: string) => findWebBucket(stacks, stack),
      deployStack: deployStackBy(assembly, region),
      say: console.error,
    };
    console.log(JSON.stringify(await deploy(deployment, options), null, 2));
  }
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}
