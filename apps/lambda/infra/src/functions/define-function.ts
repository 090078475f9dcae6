import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LayerVersion,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { acknowledgeWildcards } from "../acknowledge.ts";
import type { Deployment } from "../deployment.ts";
import { type FunctionName, functions } from "./functions.ts";

export interface FunctionOptions {
  readonly code: Code;
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly PolicyStatement[];
  readonly deployment: Deployment;
}

/**
 * A function on arm64 with a role and a log group of its own. The role's statements are all there is: constructs that would
 * add some (grants of event sources, of tracing) find it closed.
 */
export function defineFunction(scope: Construct, name: FunctionName, options: FunctionOptions): LambdaFunction {
  const { does, memory, timeout } = functions[name];
  const { code, environment, permissions, deployment } = options;
  const here = new Construct(scope, name);
  const { telemetryLayer: layer } = deployment;
  const functionName = `${deployment.name}-${deployment.size}-${name}`;
  const logGroup = new LogGroup(here, "Log", {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: deployment.numbers.logs,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(here, "Role", {
    description: `Tintype: ${does}.`,
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: {
      own: new PolicyDocument({ statements: [...logAndTrace(functionName), ...permissions], minimize: false }),
    },
  });
  acknowledgeWildcards(role, {
    [`arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/${functionName}:*`]:
      "Lambda names the streams of a log.",
    "*": "The actions of X-Ray, and dynamodb:ListStreams, know no resources.",
  });
  return new LambdaFunction(here, "Function", {
    functionName,
    description: `Tintype: ${does}.`,
    code,
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: memory,
    timeout: Duration.seconds(timeout),
    environment: { ...environment, ...(layer !== undefined && startedByLayer) },
    layers: layer === undefined ? [] : [LayerVersion.fromLayerVersionArn(here, "Telemetry", layer)],
    role: role.withoutPolicyUpdates(),
    logGroup,
    tracing: Tracing.ACTIVE,
  });
}

/** As AWS's distribution of OpenTelemetry wants it (aws-otel.github.io, "Lambda layers"). */
const startedByLayer = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-instrument", OTEL_SERVICE_NAME: "tintype" };

const logAndTrace = (functionName: string): PolicyStatement[] => [
  new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:/aws/lambda/${functionName}:*`],
  }),
  new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    resources: ["*"],
  }),
];
