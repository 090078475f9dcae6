import { App, Validations } from "aws-cdk-lib";
import type { Code } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Deployment } from "./deployment.ts";
import type { FunctionName } from "./functions/functions.ts";
import { defineTintype } from "./tintype-stack.ts";

/**
 * The app with one installation, held to the rules of AWS Solutions and of CloudFormation: what breaks one fails the synthesis.
 * It asks no account for anything, and tells nobody.
 */
export function makeApp(deployment: Deployment, codeOf: (name: FunctionName) => Code, outdir?: string): App {
  const app = new App({
    analyticsReporting: false,
    context: { "@aws-cdk/core:validateAgainstDefaultRules": true },
    ...(outdir !== undefined && { outdir }),
  });
  defineTintype(app, deployment, codeOf);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
