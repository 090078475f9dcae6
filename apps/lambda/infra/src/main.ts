import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Code } from "aws-cdk-lib/aws-lambda";
import { makeApp } from "./synthesize.ts";

const bundles = fileURLToPath(new URL("../../bundle/", import.meta.url));

/** What the CDK's command line runs (cdk.json). `npm run synth` and `npm run deploy` bundle the functions before. */
makeApp({}, (name) => {
  const folder = `${bundles}${name}`;
  if (!existsSync(folder)) throw new Error(`The function ${name} is not bundled yet: npm run synth does it.`);
  return Code.fromAsset(folder);
}).synth();
