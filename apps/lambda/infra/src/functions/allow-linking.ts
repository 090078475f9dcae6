import type { UserPool } from "aws-cdk-lib/aws-cognito";
import { CfnRolePolicy, PolicyDocument } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Deployment } from "../deployment.ts";
import { allow } from "./statements.ts";

/**
 * Lets the pre sign-up trigger link people who come through Google or Apple, where there are any. Not in its role, since the pool
 * comes after its triggers, and a role that named the pool would come after the pool.
 */
export function allowLinking(
  trigger: LambdaFunction,
  pool: UserPool,
  { googleClientId, appleServicesId }: Deployment,
): void {
  if (googleClientId === undefined && appleServicesId === undefined) return;
  const actions = ["AdminGetUser", "ListUsers", "AdminLinkProviderForUser", "AdminDeleteUser"];
  new CfnRolePolicy(trigger, "Linking", {
    policyName: "linking",
    roleName: trigger.role?.roleName ?? "",
    policyDocument: new PolicyDocument({
      statements: [
        allow(
          actions.map((action) => `cognito-idp:${action}`),
          [pool.userPoolArn],
        ),
      ],
    }),
  });
}
