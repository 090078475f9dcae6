import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  UserPool,
  UserPoolEmail,
  UserPoolOperation,
} from "aws-cdk-lib/aws-cognito";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import type { Deployment } from "../deployment.ts";
import type { FunctionName } from "../functions/functions.ts";

export type Triggers = Readonly<
  Record<Extract<FunctionName, "pre-sign-up" | "post-confirmation" | "pre-token">, IFunction>
>;

const threatProtection =
  "It needs the Plus plan: 0.02 dollars a month for every user, where the first 10,000 cost nothing.";

/**
 * The pool: mail addresses for names, codes by mail, Cognito's default password policy, TOTP for whoever wants it. Tokens
 * get the claim `tintype:user` from the pre-token trigger, in its second version since access tokens carry it too.
 */
export function defineUserPool(
  scope: Construct,
  triggers: Triggers,
  { name, size, region, mailFrom, codesBySes }: Deployment,
): UserPool {
  const here = new Construct(scope, "Users");
  const pool = new UserPool(here, "Pool", {
    userPoolName: `${name}-${size}`,
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: true,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
    autoVerify: { email: true },
    // A new address counts only when its owner has shown that it is theirs.
    keepOriginal: { email: true },
    passwordPolicy: {
      minLength: 8,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(7),
    },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(codesBySes &&
      mailFrom !== undefined && {
        email: UserPoolEmail.withSES({ fromEmail: mailFrom, fromName: "Tintype", sesRegion: region }),
      }),
  });
  pool.addTrigger(UserPoolOperation.PRE_SIGN_UP, triggers["pre-sign-up"]);
  pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, triggers["post-confirmation"]);
  pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, triggers["pre-token"], LambdaVersion.V2_0);
  new CfnUserPoolGroup(here, "Premium", {
    userPoolId: pool.userPoolId,
    groupName: "premium",
    description: "Whoever has the premium plan.",
  });
  acknowledge(pool, {
    COG2: "People choose a second factor for themselves: a photo gallery that demands one loses them.",
    COG3: threatProtection,
    COG8: threatProtection,
  });
  return pool;
}
