import {
  type AuthFlowType,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { ada, openPool, type PoolFixture, userId } from "./user-pool.fixture.ts";
import { serve } from "./user-pool-server.fixture.ts";

const user = { ClientId: "web", Username: ada.email };

const signUp = (client: CognitoIdentityProviderClient, changes = {}) =>
  client.send(new SignUpCommand({ ...user, Password: ada.password, ...changes }));
const signIn = (client: CognitoIdentityProviderClient, parameters = {}) =>
  client.send(
    new InitiateAuthCommand({
      ClientId: "web",
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: ada.email, PASSWORD: ada.password, ...parameters },
    }),
  );
const refresh = (client: CognitoIdentityProviderClient, RefreshToken: string | undefined) =>
  client.send(new GetTokensFromRefreshTokenCommand({ ClientId: "web", RefreshToken }));
/** The same as SDKs do it that know no rotation. */
const refreshLegacy = (
  client: CognitoIdentityProviderClient,
  token: string | undefined,
  flow: AuthFlowType = "REFRESH_TOKEN_AUTH",
  ClientId = "legacy",
) => client.send(new InitiateAuthCommand({ ClientId, AuthFlow: flow, AuthParameters: { REFRESH_TOKEN: token ?? "" } }));
const confirm = (client: CognitoIdentityProviderClient, code: string) =>
  client.send(new ConfirmSignUpCommand({ ...user, ConfirmationCode: code }));

/** An unmodified client that talks to a pool of its own, in which nobody is. */
const withClient = async (act: (client: CognitoIdentityProviderClient, pool: PoolFixture) => Promise<void>) => {
  using fixture = openPool();
  await using server = await serve(fixture.pool);
  const client = new CognitoIdentityProviderClient({ region: "local", endpoint: server.endpoint, maxAttempts: 1 });
  await act(client, fixture);
  client.destroy();
};
/** The same, with Ada confirmed. */
const withAda: typeof withClient = (act) =>
  withClient(async (client, pool) => {
    await pool.addAda();
    await act(client, pool);
  });

describe("the AWS SDK's Cognito client", () => {
  it("signs somebody up, who confirms, signs in, refreshes, asks who they are and signs out", () =>
    withClient(async (client, fixture) => {
      const signedUp = await signUp(client, { UserAttributes: [{ Name: "name", Value: "Ada Lovelace" }] });
      expect(signedUp).toMatchObject({
        UserConfirmed: false,
        UserSub: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
        $metadata: { httpStatusCode: 200, requestId: "request-1" },
      });

      await expect(signIn(client)).rejects.toMatchObject({
        name: "UserNotConfirmedException",
        message: "User is not confirmed.",
      });
      await confirm(client, fixture.mailedCode());
      expect(fixture.confirmed).toMatchObject([
        { subject: signedUp.UserSub, email: ada.email, emailVerified: true, attributes: { name: "Ada Lovelace" } },
      ]);

      const { AuthenticationResult: tokens } = await signIn(client);
      expect(tokens).toMatchObject({ ExpiresIn: 3_600, TokenType: "Bearer" });
      expect(decodeJwt(tokens?.AccessToken ?? "")).toMatchObject({ "tintype:user": userId });

      expect(await client.send(new GetUserCommand({ AccessToken: tokens?.AccessToken }))).toMatchObject({
        Username: signedUp.UserSub,
        UserAttributes: [
          { Name: "sub", Value: signedUp.UserSub },
          { Name: "email_verified", Value: "true" },
          { Name: "name", Value: "Ada Lovelace" },
          { Name: "email", Value: ada.email },
        ],
      });

      const { AuthenticationResult: refreshed } = await refresh(client, tokens?.RefreshToken);
      expect(refreshed).toMatchObject({ AccessToken: expect.any(String), IdToken: expect.any(String) });
      expect(refreshed?.RefreshToken).toMatch(/^[\w-]{43}$/);

      await client.send(new RevokeTokenCommand({ ClientId: "web", Token: tokens?.RefreshToken }));
      await expect(refresh(client, tokens?.RefreshToken)).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Refresh Token has been revoked",
      });
    }));

  it("knows an error by its class, with the status and the message that Cognito gives", () =>
    withAda(async (client) => {
      await expect(signIn(client, { PASSWORD: "Wrong-password-1" })).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Incorrect username or password.",
        $fault: "client",
        $metadata: { httpStatusCode: 400 },
      });
    }));

  it("learns that an address is taken, confirmed or not", () =>
    withClient(async (client, fixture) => {
      await signUp(client);
      const taken = { name: "UsernameExistsException", message: "An account with the given email already exists." };
      await expect(signUp(client)).rejects.toMatchObject(taken);
      await confirm(client, fixture.mailedCode());
      await expect(signUp(client, { Username: "ADA@Example.com" })).rejects.toMatchObject(taken);
    }));

  it("learns that somebody is confirmed already", () =>
    withAda(async (client) => {
      await expect(confirm(client, "000000")).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "User cannot be confirmed. Current status is CONFIRMED",
      });
      await expect(client.send(new ResendConfirmationCodeCommand(user))).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "User is already confirmed.",
      });
    }));

  it("goes on with a session as the older SDKs do, by a client whose refresh tokens stay", () =>
    withAda(async (client, pool) => {
      const { RefreshToken } = await pool.signIn("legacy");
      for (const flow of ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"] as const) {
        const { AuthenticationResult } = await refreshLegacy(client, RefreshToken, flow);
        expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer" });
        expect(AuthenticationResult?.RefreshToken).toBeUndefined();
      }
    }));

  it("ends every session by signing out everywhere", () =>
    withAda(async (client, pool) => {
      const [phone, laptop] = [await pool.signIn(), await pool.signIn("legacy")];
      await client.send(new GlobalSignOutCommand({ AccessToken: phone.AccessToken }));
      await expect(refreshLegacy(client, laptop.RefreshToken)).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Refresh Token has been revoked",
      });
      await expect(client.send(new GetUserCommand({ AccessToken: laptop.AccessToken }))).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "Access Token has been revoked",
      });
    }));

  it("is told honestly what this pool does not do", () =>
    withAda(async (client, pool) => {
      const { RefreshToken, AccessToken } = await pool.signIn();
      await expect(refreshLegacy(client, RefreshToken, "REFRESH_TOKEN_AUTH", "web")).rejects.toMatchObject({
        name: "InvalidParameterException",
        message: "REFRESH_TOKEN_AUTH is not enabled for the client.",
      });
      await expect(client.send(new StartWebAuthnRegistrationCommand({ AccessToken }))).rejects.toMatchObject({
        name: "UnknownOperationException",
      });
    }));
});
