import { RemovalPolicy } from "aws-cdk-lib";
import {
  AccessLogFormat,
  CfnAccount,
  EndpointType,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  RestApi,
} from "aws-cdk-lib/aws-apigateway";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import type { Deployment } from "../deployment.ts";
import { accessLog } from "./access-log.ts";
import { onlyFromTheEdge } from "./edge-policy.ts";
import { defineGatewayResponses } from "./gateway-responses.ts";

/** What comes as bytes and reaches the function as base64. Never everything: JSON would grow by a third, and so would answers. */
const binaryMediaTypes = ["image/*", "multipart/form-data"];

export const stageName = "v1";

/** The REST API without its routes: who may call at all, how often, and what the gateway itself says and writes down. */
export function defineApi(scope: Construct, deployment: Deployment): RestApi {
  const { name, size, numbers, apiCache } = deployment;
  const here = new Construct(scope, "Api");
  const log = new LogGroup(here, "Log", {
    logGroupName: `/aws/apigateway/${name}-${size}`,
    retention: numbers.logs,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const api = new RestApi(here, "Rest", {
    restApiName: `${name}-${size}`,
    endpointTypes: [EndpointType.REGIONAL],
    policy: onlyFromTheEdge(deployment),
    binaryMediaTypes,
    cloudWatchRole: false,
    deployOptions: {
      stageName,
      accessLogDestination: new LogGroupLogDestination(log),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLog)),
      loggingLevel: MethodLoggingLevel.OFF,
      dataTraceEnabled: false,
      // Those of the whole stage are there and free; those of each method would cost more than everything else at rest.
      metricsEnabled: false,
      // Its traces would hold whole addresses, those of share links too. The functions make their own.
      tracingEnabled: false,
      throttlingRateLimit: numbers.requests.perSecond,
      throttlingBurstLimit: numbers.requests.burst,
      ...(apiCache && cached),
    },
  });
  api.deploymentStage.node.addDependency(letTheGatewayWriteLogs(here));
  defineGatewayResponses(api);
  acknowledge(api, {
    APIG2:
      "The application validates, by the schemas that OpenAPI is made of, and says which field was wrong; the gateway could not.",
    APIG3:
      "A web application firewall costs 5 dollars a month and 0.60 for a million requests; rates are held by the application.",
    APIG4:
      "Routes that guests and programs may call are decided by the application; those of users alone have the authorizer.",
    APIG6: "The gateway's execution log would hold the paths of share links; the access log does not.",
    COG4: "As APIG4: share links and signed-in users call the same routes.",
  });
  return api;
}

/** Answers that are the same for everybody, for five minutes; nothing else is ever kept. */
const cached: MethodDeploymentOptions & Record<string, unknown> = {
  cacheClusterEnabled: true,
  cacheClusterSize: "0.5",
  cachingEnabled: false,
  methodOptions: Object.fromEntries(
    ["/openapi.json/GET", "/config.json/GET"].map((path) => [path, { cachingEnabled: true, cacheDataEncrypted: true }]),
  ),
};

/** One setting for all gateways of an account and region; it stays, for others may rely on it. */
function letTheGatewayWriteLogs(scope: Construct): CfnAccount {
  const role = new Role(scope, "LogRole", {
    description: "Lets API Gateway write access logs.",
    assumedBy: new ServicePrincipal("apigateway.amazonaws.com"),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonAPIGatewayPushToCloudWatchLogs")],
  });
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  acknowledge(role, {
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]":
      "API Gateway refuses a role that may do less than this policy says.",
  });
  const account = new CfnAccount(scope, "Account", { cloudWatchRoleArn: role.roleArn });
  account.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return account;
}
