import { describe, expect, it } from "vitest";
import { resourceOf, type Statement, templateOf } from "../stack.fixture.ts";

const template = templateOf();
const { DeletionPolicy, Properties: pool } = resourceOf(template, "AWS::Cognito::UserPool");
const clientOf = (name: string) => resourceOf(template, "AWS::Cognito::UserPoolClient", `UsersPool${name}`).Properties;
const clients = ["Web", "Legacy"].map(clientOf);

describe("the user pool", () => {
  it("is kept, whatever happens to the stack", () => {
    expect(DeletionPolicy).toBe("Retain");
    expect(pool.DeletionProtection).toBe("ACTIVE");
  });

  it("wants passwords as Cognito does by default, and offers TOTP, never SMS", () => {
    expect(pool.Policies.PasswordPolicy).toMatchObject({
      MinimumLength: 8,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercase: true,
    });
    expect(pool).toMatchObject({ MfaConfiguration: "OPTIONAL", EnabledMfas: ["SOFTWARE_TOKEN_MFA"] });
    expect(pool.SmsConfiguration).toBeUndefined();
  });

  it("knows people by addresses that they have confirmed", () => {
    expect(pool).toMatchObject({
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
      UsernameConfiguration: { CaseSensitive: false },
    });
  });

  it("asks our triggers, and for tokens in the version that reaches access tokens", () => {
    expect(pool.LambdaConfig).toMatchObject({
      PreSignUp: expect.anything(),
      PostConfirmation: expect.anything(),
      PreTokenGenerationConfig: { LambdaVersion: "V2_0" },
    });
    expect(pool.UserPoolTier).toBe("ESSENTIALS");
  });
});

describe("both clients", () => {
  it("tell nobody who has an account, keep no secret, and can take tokens back", () => {
    for (const client of clients) {
      expect(client).toMatchObject({
        PreventUserExistenceErrors: "ENABLED",
        GenerateSecret: false,
        EnableTokenRevocation: true,
        AccessTokenValidity: 60,
        IdTokenValidity: 60,
        RefreshTokenValidity: 30 * 24 * 60,
        TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes" },
      });
      expect(client.ExplicitAuthFlows).not.toContain("ALLOW_ADMIN_USER_PASSWORD_AUTH");
    }
  });

  it("differ in how they refresh: a pool refuses REFRESH_TOKEN_AUTH where refresh tokens rotate", () => {
    const [web, legacy] = clients;
    expect(web.RefreshTokenRotation).toEqual({ Feature: "ENABLED", RetryGracePeriodSeconds: 60 });
    expect(web.ExplicitAuthFlows).not.toContain("ALLOW_REFRESH_TOKEN_AUTH");
    expect(legacy.RefreshTokenRotation).toBeUndefined();
    expect(legacy.ExplicitAuthFlows).toContain("ALLOW_REFRESH_TOKEN_AUTH");
  });

  it("lead nobody away: managed login gives codes, to our own pages", () => {
    const [web, legacy] = clients;
    expect(web.AllowedOAuthFlows).toEqual(["code"]);
    expect(JSON.stringify(web.CallbackURLs)).toMatch(/EdgeDistribution.*\/sign-in/);
    expect(JSON.stringify([web.CallbackURLs, web.LogoutURLs])).not.toContain("example.com");
    expect(legacy.AllowedOAuthFlowsUserPoolClient).toBe(false);
    expect(legacy.AllowedOAuthFlows).toBeUndefined();
    expect(resourceOf(template, "AWS::Cognito::UserPoolDomain").Properties.ManagedLoginVersion).toBe(2);
  });
});

describe("temporary credentials", () => {
  const identities = resourceOf(template, "AWS::Cognito::IdentityPool").Properties;
  const role = resourceOf(template, "AWS::IAM::Role", "IdentitiesRole").Properties;

  it("are for people who have signed in", () => {
    expect(identities).toMatchObject({ AllowUnauthenticatedIdentities: false, AllowClassicFlow: false });
    const { Roles } = resourceOf(template, "AWS::Cognito::IdentityPoolRoleAttachment").Properties;
    expect(Object.keys(Roles)).toEqual(["authenticated"]);
    for (const trust of role.AssumeRolePolicyDocument.Statement) {
      expect(trust.Principal).toEqual({ Federated: "cognito-identity.amazonaws.com" });
      expect(trust.Condition).toMatchObject({
        StringEquals: { "cognito-identity.amazonaws.com:aud": { Ref: expect.stringMatching(/^IdentitiesPool/) } },
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
      });
    }
  });

  it("are tagged with whose they are, by the claim that the pre-token trigger writes", () => {
    const { PrincipalTags, UseDefaults } = resourceOf(template, "AWS::Cognito::IdentityPoolPrincipalTag").Properties;
    expect(PrincipalTags).toEqual({ user: "tintype:user" });
    expect(UseDefaults).toBe(false);
    const actions = role.AssumeRolePolicyDocument.Statement.flatMap(({ Action }: { Action: string }) => Action);
    expect(actions).toEqual(["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]);
  });

  it.each(["IdentitiesRole", "Credentials"])("reach the own prefix of the uploads, and nothing else: %s", (id) => {
    const { Policies, ManagedPolicyArns } = resourceOf(template, "AWS::IAM::Role", id).Properties;
    const own = `u/\${aws:PrincipalTag/user}/*`;
    const [objects, list, ...others] = Policies[0].PolicyDocument.Statement;
    expect(others).toEqual([]);
    expect(objects.Resource["Fn::Join"][1].at(-1)).toBe(`/${own}`);
    expect(JSON.stringify(objects.Resource)).toContain("Incoming");
    expect(list).toMatchObject({
      Action: "s3:ListBucket",
      Condition: { StringLike: { "s3:prefix": own } },
    });
    expect(ManagedPolicyArns).toBeUndefined();
  });

  it("of the API's are given by the function that answers it alone, for somebody, by the name that the function knows", () => {
    const { RoleName, AssumeRolePolicyDocument } = resourceOf(template, "AWS::IAM::Role", "Credentials").Properties;
    expect(RoleName).toBe("tintype-dev-credentials");
    const trusts: Statement[] = AssumeRolePolicyDocument.Statement;
    expect(trusts.flatMap(({ Action }) => Action)).toEqual(["sts:AssumeRole", "sts:TagSession"]);
    for (const { Principal, Condition } of trusts) {
      expect(Principal).toEqual({ AWS: { "Fn::GetAtt": [expect.stringMatching(/^FunctionshttpRole/), "Arn"] } });
      expect(Condition).toEqual({
        StringLike: { "aws:RequestTag/user": "?*" },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["user"] },
      });
    }
  });
});
