import { App, type AppProps, Validations } from "aws-cdk-lib";
import type { Code } from "aws-cdk-lib/aws-lambda";
import { AwsSolutionsChecks } from "cdk-nag";
import { readDeployment, switches } from "./deployment.ts";
import type { FunctionName } from "./functions/functions.ts";
import { defineTintype } from "./tintype-stack.ts";

/** The app with one installation, by what the context says, held to the rules of AWS Solutions. */
export function makeApp(props: AppProps, codeOf: (name: FunctionName) => Code): App {
  const app = new App({ analyticsReporting: false, ...props });
  const said = Object.fromEntries(switches.map((name) => [name, app.node.tryGetContext(name)]));
  defineTintype(app, readDeployment(said), codeOf);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
