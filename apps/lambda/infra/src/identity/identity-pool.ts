import {
  CfnIdentityPool,
  CfnIdentityPoolPrincipalTag,
  CfnIdentityPoolRoleAttachment,
  type UserPool,
} from "aws-cdk-lib/aws-cognito";
import { Effect, FederatedPrincipal, PolicyDocument, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledgeWildcards, arnInNag } from "../acknowledge.ts";
import type { AppClients } from "./app-clients.ts";

/** What the tag of a session is called that says whose it is. */
const tag = "user";

/**
 * Temporary credentials for people who have signed in: they reach `u/USER/` of the incoming bucket and nothing else. USER is
 * the claim `tintype:user` of the ID token, as a tag of the session; a session without it reaches nothing.
 */
export function defineIdentityPool(
  scope: Construct,
  pool: UserPool,
  clients: AppClients,
  incoming: Bucket,
): CfnIdentityPool {
  const here = new Construct(scope, "Identities");
  const identities = new CfnIdentityPool(here, "Pool", {
    allowUnauthenticatedIdentities: false,
    allowClassicFlow: false,
    cognitoIdentityProviders: [clients.web, clients.legacy].map(({ userPoolClientId }) => ({
      clientId: userPoolClientId,
      providerName: pool.userPoolProviderName,
      serverSideTokenCheck: true,
    })),
  });
  new CfnIdentityPoolPrincipalTag(here, "Tag", {
    identityPoolId: identities.ref,
    identityProviderName: pool.userPoolProviderName,
    principalTags: { [tag]: "tintype:user" },
    useDefaults: false,
  });
  const trust = new FederatedPrincipal(
    "cognito-identity.amazonaws.com",
    {
      StringEquals: { "cognito-identity.amazonaws.com:aud": identities.ref },
      "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
    },
    "sts:AssumeRoleWithWebIdentity",
  );
  const role = new Role(here, "Role", {
    description: "What a person's temporary credentials may do.",
    assumedBy: trust.withSessionTags(),
    inlinePolicies: { own: new PolicyDocument({ statements: ownPrefix(incoming) }) },
  });
  new CfnIdentityPoolRoleAttachment(here, "Roles", {
    identityPoolId: identities.ref,
    roles: { authenticated: role.roleArn },
  });
  acknowledgeWildcards(role, {
    [`${arnInNag(incoming)}/u/<aws:PrincipalTag/${tag}>/*`]:
      "The names below a person's own prefix are theirs to choose; the prefix is one person's alone.",
  });
  return identities;
}

const ownPrefix = (incoming: Bucket): PolicyStatement[] => [
  new PolicyStatement({
    sid: "OwnObjects",
    effect: Effect.ALLOW,
    actions: [
      "s3:PutObject",
      "s3:GetObject",
      "s3:DeleteObject",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
    ],
    resources: [incoming.arnForObjects(`u/\${aws:PrincipalTag/${tag}}/*`)],
  }),
  new PolicyStatement({
    sid: "OwnList",
    effect: Effect.ALLOW,
    actions: ["s3:ListBucket"],
    resources: [incoming.bucketArn],
    conditions: { StringLike: { "s3:prefix": `u/\${aws:PrincipalTag/${tag}}/*` } },
  }),
];
