import type { CfnIdentityPool, UserPool } from "aws-cdk-lib/aws-cognito";
import type { Code, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";
import type { AppClients } from "../identity/app-clients.ts";
import { socialNames } from "../identity/social-providers.ts";
import { allowLinking } from "./allow-linking.ts";
import { defineFunction } from "./define-function.ts";
import { environmentOf } from "./environment.ts";
import { type FunctionName, functionNames } from "./functions.ts";
import { permissionsOf, type Reachable } from "./permissions.ts";
import { explainWildcards } from "./wildcards.ts";

export interface FunctionsOptions {
  readonly reachable: Reachable;
  readonly publicUrl: string;
  readonly codeOf: (name: FunctionName) => Code;
}

export interface DefinedFunctions {
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  /** Tells those who deal with people which pool there is, and opens it to them: it is made after its triggers. */
  readonly tellPool: (pool: UserPool, clients: AppClients, identities: CfnIdentityPool) => void;
}

export function defineFunctions(
  scope: Construct,
  { reachable, publicUrl, codeOf }: FunctionsOptions,
  deployment: Deployment,
): DefinedFunctions {
  const here = new Construct(scope, "Functions");
  explainWildcards(here, reachable);
  const environment = environmentOf(reachable, publicUrl, deployment);
  const permissions = permissionsOf(reachable, deployment);
  const define = (name: FunctionName): [FunctionName, LambdaFunction] => [
    name,
    defineFunction(here, name, { code: codeOf(name), environment, permissions: permissions[name], deployment }),
  ];
  const functions = Object.fromEntries(functionNames.map(define)) as Record<FunctionName, LambdaFunction>;
  return {
    functions,
    tellPool(pool, { web, legacy, loginHost }, identities) {
      for (const name of ["http", "purge", "on-schedule"] as const) {
        functions[name].addEnvironment("TINTYPE_USER_POOL_ID", pool.userPoolId);
        functions[name].addEnvironment("TINTYPE_WEB_CLIENT_ID", web.userPoolClientId);
        functions[name].addEnvironment("TINTYPE_LEGACY_CLIENT_ID", legacy.userPoolClientId);
      }
      const { http } = functions;
      http.addEnvironment("TINTYPE_IDENTITY_POOL_ID", identities.ref);
      http.addEnvironment("TINTYPE_LOGIN_HOST", loginHost);
      const providers = socialNames(deployment);
      if (providers.length > 0) http.addEnvironment("TINTYPE_LOGIN_PROVIDERS", providers.join(","));
      allowLinking(functions["pre-sign-up"], pool, deployment);
    },
  };
}
