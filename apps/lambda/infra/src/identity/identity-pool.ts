import {
  CfnIdentityPool,
  CfnIdentityPoolPrincipalTag,
  CfnIdentityPoolRoleAttachment,
  type UserPool,
} from "aws-cdk-lib/aws-cognito";
import { FederatedPrincipal, PolicyDocument, Role } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { AppClients } from "./app-clients.ts";
import { explainOwnPrefix, ownerTag, ownPrefix } from "./own-prefix.ts";

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
    principalTags: { [ownerTag]: "tintype:user" },
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
  explainOwnPrefix(role, incoming);
  return identities;
}
