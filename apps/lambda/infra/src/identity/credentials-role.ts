import { Aws } from "aws-cdk-lib";
import { ArnPrincipal, PolicyDocument, Role } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";
import { explainOwnPrefix, ownerTag, ownPrefix } from "./own-prefix.ts";

/** Written out, so that the function that assumes the role can be told before the role, which trusts it, is there. */
const nameOf = ({ name, size }: Deployment): string => `${name}-${size}-credentials`;

export const credentialsRoleArn = (deployment: Deployment): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${nameOf(deployment)}`;

/**
 * Whom `POST /credentials` makes people into: it may what the identity pool's role may. Only the function that answers the API
 * gets in (`allowed`), and only with a tag that says for whom.
 */
export function defineCredentialsRole(
  scope: Construct,
  incoming: Bucket,
  allowed: { readonly roleArn: string },
  deployment: Deployment,
): void {
  const role = new Role(scope, "Credentials", {
    roleName: nameOf(deployment),
    description: "Tintype: what credentials may do that the API gives to a person.",
    assumedBy: new ArnPrincipal(allowed.roleArn)
      .withConditions({
        StringLike: { [`aws:RequestTag/${ownerTag}`]: "?*" },
        "ForAllValues:StringEquals": { "aws:TagKeys": [ownerTag] },
      })
      .withSessionTags(),
    inlinePolicies: { own: new PolicyDocument({ statements: ownPrefix(incoming) }) },
  });
  explainOwnPrefix(role, incoming);
}
