import { Duration } from "aws-cdk-lib";
import {
  type Authorizer,
  CfnModel,
  CognitoUserPoolsAuthorizer,
  type IModel,
  LambdaIntegration,
  type LambdaIntegrationOptions,
  type MethodOptions,
  type RestApi,
} from "aws-cdk-lib/aws-apigateway";
import type { UserPool } from "aws-cdk-lib/aws-cognito";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import * as z from "zod";
import type { Deployment } from "../deployment.ts";
import { type GatewayRoute, routes } from "./routes.ts";

/**
 * Leads every route to the one function. With scopes the authorizer takes access tokens (without them it would take ID
 * tokens): `aws.cognito.signin.user.admin` is in those of the libraries, `openid` in those of managed login.
 */
export function defineRoutes(
  api: RestApi,
  http: IFunction,
  pool: UserPool,
  { gatewayKeys }: Pick<Deployment, "gatewayKeys">,
): void {
  const integration = integrationOf(http);
  const authorizer = new CognitoUserPoolsAuthorizer(api, "Users", {
    cognitoUserPools: [pool],
    resultsCacheTtl: Duration.minutes(5),
  });
  for (const route of routes) {
    const resource = api.root.resourceForPath(route.path);
    const options = optionsFor(route, authorizer, gatewayKeys);
    resource.addMethod("ANY", integration, options);
    // Browsers ask before they call, and bring no token for that.
    if (route.who === "user") resource.addMethod("OPTIONS", integration);
    // What may be kept is a method of its own: a HEAD must not be answered with a GET that was kept.
    if (route.cacheable) {
      const keyed = integrationOf(http, { cacheKeyParameters: [originHeader] });
      resource.addMethod("GET", keyed, { ...options, requestParameters: { [originHeader]: false } });
    }
    for (const [method, schema] of Object.entries(route.models ?? {})) {
      const requestModels = { "application/json": defineModel(api, `${method}${route.path}`, schema) };
      resource.addMethod(method, integration, { ...options, requestModels });
    }
  }
}

/** Answers differ by it (`Vary: Origin`), and a cache looks at no header unless told. */
const originHeader = "method.request.header.Origin";

const integrationOf = (http: IFunction, options?: LambdaIntegrationOptions): LambdaIntegration =>
  new LambdaIntegration(http, {
    proxy: true,
    scopePermissionToMethod: false,
    timeout: Duration.seconds(29),
    ...options,
  });

function optionsFor({ who }: GatewayRoute, authorizer: Authorizer, apiKeyRequired: boolean): MethodOptions {
  if (who === "anyone") return {};
  if (who === "program") return { apiKeyRequired };
  return { authorizer, authorizationScopes: ["aws.cognito.signin.user.admin", "openid"] };
}

/** Models are JSON Schema draft 4, and named with letters and digits alone. */
function defineModel(api: RestApi, called: string, schema: z.ZodType): IModel {
  const name = called.replaceAll(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase());
  const model = new CfnModel(api, `Model${name}`, {
    restApiId: api.restApiId,
    contentType: "application/json",
    name,
    schema: z.toJSONSchema(schema, { target: "draft-4", io: "input", unrepresentable: "any" }),
  });
  return { modelId: model.ref };
}
