import { type App, Aws, CfnOutput, Lazy, PermissionsBoundary, Stack, Tags } from "aws-cdk-lib";
import type { IRole } from "aws-cdk-lib/aws-iam";
import type { Code, Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { defineApi } from "./api/define-api.ts";
import { defineRoutes } from "./api/define-routes.ts";
import { definePartnerPlan } from "./api/usage-plan.ts";
import type { Deployment } from "./deployment.ts";
import { defineDistribution } from "./edge/define-distribution.ts";
import { defineDomain } from "./edge/define-domain.ts";
import { defineUrlKeys } from "./edge/url-keys.ts";
import { defineFunctions } from "./functions/define-functions.ts";
import { connectEventSources } from "./functions/event-sources.ts";
import type { FunctionName } from "./functions/functions.ts";
import { defineQueues } from "./functions/queues.ts";
import { defineAppClients, loginHostOf } from "./identity/app-clients.ts";
import { defineCredentialsRole } from "./identity/credentials-role.ts";
import { defineIdentityPool } from "./identity/identity-pool.ts";
import { defineSocialProviders } from "./identity/social-providers.ts";
import { defineUserPool } from "./identity/user-pool.ts";
import { defineSender } from "./mail/define-sender.ts";
import type { Outputs } from "./outputs.ts";
import { definePhotoEvents } from "./photo-events.ts";
import { defineBuckets, defineIncoming, incomingName } from "./storage/buckets.ts";
import { notifyUploads } from "./storage/notify-uploads.ts";
import { defineTables } from "./storage/tables.ts";
import { defineAlarms } from "./watch/define-alarms.ts";
import { defineDashboard } from "./watch/define-dashboard.ts";
import { defineBudget, defineTopic } from "./watch/define-topic.ts";

/** Everything of one installation. `codeOf` says where a function's bundle is. */
export function defineTintype(app: App, deployment: Deployment, codeOf: (name: FunctionName) => Code): Stack {
  const { name, size, region, numbers, domain, permissionsBoundary } = deployment;
  const stack = new Stack(app, `${name}-${size}`, {
    env: { region },
    description: `Tintype, a photo backend (${size})`,
    terminationProtection: numbers.terminationProtection,
    ...(permissionsBoundary !== undefined && {
      permissionsBoundary: PermissionsBoundary.fromName(permissionsBoundary),
    }),
  });
  Tags.of(stack).add("tintype", `${name}-${size}`);

  const buckets = defineBuckets(stack);
  const tables = defineTables(stack, deployment);
  const queues = defineQueues(stack);
  const photoEvents = definePhotoEvents(stack, deployment);
  const api = defineApi(stack, deployment);
  const keys = defineUrlKeys(stack, deployment);
  const distribution = defineDistribution(stack, { api, buckets, connect: connectOf(deployment), keys }, deployment);
  defineDomain(stack, distribution, deployment);

  const publicUrl = `https://${domain ?? distribution.distributionDomainName}`;
  const origins = [publicUrl, ...deployment.origins];
  const incoming = defineIncoming(stack, deployment, origins);
  notifyUploads(incoming, queues.uploads.queue, deployment);

  const userPoolArn = Lazy.string({ produce: () => pool.userPoolArn });
  const { functions, tellPool } = defineFunctions(
    stack,
    { reachable: { incoming, buckets, tables, queues, photoEvents, userPoolArn }, publicUrl, codeOf },
    deployment,
  );
  connectEventSources(functions, tables, queues, deployment);

  const pool = defineUserPool(stack, functions, deployment);
  const clients = defineAppClients(pool, defineSocialProviders(pool, deployment), origins, deployment);
  const identities = defineIdentityPool(stack, pool, clients, incoming);
  tellPool(pool, clients, identities);
  defineCredentialsRole(stack, incoming, roleOf(functions.http), deployment);
  defineRoutes(api, functions.http, pool, deployment);
  definePartnerPlan(api, deployment);
  defineSender(stack, deployment);

  const topic = defineTopic(stack, deployment);
  const watched = { api, functions, queues, tables };
  defineDashboard(stack, watched, defineAlarms(stack, watched, topic, deployment), deployment);
  defineBudget(stack, topic, deployment);

  output(stack, {
    PublicUrl: publicUrl,
    Region: Aws.REGION,
    UserPoolId: pool.userPoolId,
    WebClientId: clients.web.userPoolClientId,
    LegacyClientId: clients.legacy.userPoolClientId,
    IdentityPoolId: identities.ref,
    LoginHost: clients.loginHost,
    IncomingBucket: incoming.bucketName,
    WebBucket: buckets.web.bucketName,
    DistributionId: distribution.distributionId,
    DistributionHost: distribution.distributionDomainName,
    PhotoEventsTopic: photoEvents.topicArn,
    UrlKeyId: keys.current.publicKeyId,
  });
  return stack;
}

/** What pages of this origin talk to beside it: Cognito, and the bucket that they send photos to. */
const connectOf = (deployment: Deployment): string[] => [
  `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`,
  `https://cognito-identity.${Aws.REGION}.${Aws.URL_SUFFIX}`,
  `https://${loginHostOf(deployment)}`,
  `https://${incomingName(deployment)}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`,
  ...(deployment.acceleration ? [`https://${incomingName(deployment)}.s3-accelerate.${Aws.URL_SUFFIX}`] : []),
];

function roleOf({ functionName, role }: LambdaFunction): IRole {
  if (role === undefined) throw new Error(`The function ${functionName} has no role.`);
  return role;
}

function output(stack: Stack, outputs: Outputs): void {
  for (const [name, value] of Object.entries<string>({ ...outputs })) new CfnOutput(stack, name, { value });
}
