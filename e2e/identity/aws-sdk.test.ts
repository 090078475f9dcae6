import {
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetDeviceCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserAuthFactorsCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, mailbox, mailedCode, password } from "../client.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { newEmail, newPerson, otherThan } from "./people.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProcess;
let client: CognitoIdentityProviderClient;
beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServer({ dataFolder: folder.path });
  client = new CognitoIdentityProviderClient({
    region: "local",
    // As people write it who do not know that the others end it with a slash.
    endpoint: `${server.origin}/user-pool`,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const signIn = (USERNAME: string, PASSWORD = password, ClientId = "web") =>
  client.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME, PASSWORD } }),
  );
const beginProof = (USERNAME: string, SRP_A = "1234567890abcdef") =>
  client.send(
    new InitiateAuthCommand({ ClientId: "web", AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME, SRP_A } }),
  );
/** Somebody new, signed in. */
const signedIn = async () => {
  const email = await newPerson(server.origin);
  const { AuthenticationResult: tokens } = await signIn(email);
  return { email, AccessToken: tokens?.AccessToken ?? "", RefreshToken: tokens?.RefreshToken ?? "" };
};
const refused = (name: string, message: unknown = expect.any(String)) => ({
  name,
  message,
  $metadata: expect.objectContaining({ httpStatusCode: 400 }),
});

describe("the AWS SDK at the dev server", () => {
  it("knows what somebody can show at sign-in", async () => {
    const { AccessToken } = await signedIn();
    const factors = await client.send(new GetUserAuthFactorsCommand({ AccessToken }));
    expect(factors).toMatchObject({ ConfiguredUserAuthFactors: ["PASSWORD"], Username: expect.any(String) });
  });

  it("exchanges a refresh token for another one, and an older client's for none", async () => {
    const { email, RefreshToken } = await signedIn();
    const exchange = (token: string, ClientId: string) =>
      client.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: token }));
    const { AuthenticationResult: next } = await exchange(RefreshToken, "web");
    expect(next?.RefreshToken).toMatch(/^[\w-]{43}$/);
    expect(next?.RefreshToken).not.toBe(RefreshToken);
    expect((await exchange(next?.RefreshToken ?? "", "web")).AuthenticationResult?.AccessToken).toBeDefined();
    const { AuthenticationResult: legacy } = await signIn(email, password, "legacy");
    expect((await exchange(legacy?.RefreshToken ?? "", "legacy")).AuthenticationResult?.RefreshToken).toBeUndefined();
    await expect(exchange(legacy?.RefreshToken ?? "", "web")).rejects.toMatchObject(
      refused("NotAuthorizedException", "Invalid Refresh Token"),
    );
  });

  it("ends all refresh tokens of a session by revoking one of them", async () => {
    const { RefreshToken } = await signedIn();
    const exchange = (token: string) =>
      client.send(new GetTokensFromRefreshTokenCommand({ ClientId: "web", RefreshToken: token }));
    const { AuthenticationResult: next } = await exchange(RefreshToken);
    await client.send(new RevokeTokenCommand({ ClientId: "web", Token: RefreshToken }));
    await expect(exchange(next?.RefreshToken ?? "")).rejects.toMatchObject(
      refused("NotAuthorizedException", "Refresh Token has been revoked"),
    );
  });

  it("cannot refresh as older SDKs do where refresh tokens rotate", async () => {
    const { RefreshToken } = await signedIn();
    const AuthParameters = { REFRESH_TOKEN: RefreshToken };
    await expect(
      client.send(new InitiateAuthCommand({ ClientId: "web", AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters })),
    ).rejects.toMatchObject(refused("InvalidParameterException", "REFRESH_TOKEN_AUTH is not enabled for the client."));
  });

  it("is asked for a proof that looks the same for a name that nobody has, each time", async () => {
    const email = await newPerson(server.origin);
    const nobody = newEmail();
    const questions = await Promise.all([email, email, nobody, nobody].map((name) => beginProof(name)));
    const [known, knownAgain, unknown, unknownAgain] = questions.map(({ ChallengeParameters }) => ChallengeParameters);
    expect(Object.keys(unknown ?? {})).toEqual(Object.keys(known ?? {}));
    for (const name of ["SALT", "USER_ID_FOR_SRP", "USERNAME"]) {
      expect([knownAgain?.[name], unknownAgain?.[name]]).toEqual([known?.[name], unknown?.[name]]);
      expect(unknown?.[name]).not.toBe(known?.[name]);
    }
    expect(unknown?.["USER_ID_FOR_SRP"]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(unknown?.["SALT"]).toMatch(/^[0-9a-f]{28,32}$/);
    expect(unknownAgain?.["SRP_B"]).not.toBe(unknown?.["SRP_B"]);
  });

  it.each([["0"], ["no number"], ["f".repeat(2_000)]])("cannot begin a proof by %.10s", async (value) => {
    await expect(beginProof(newEmail(), value)).rejects.toMatchObject(refused("InvalidParameterException"));
  });

  it("can answer a question once", async () => {
    const { ChallengeParameters } = await beginProof(await newPerson(server.origin));
    const respond = () =>
      client.send(
        new RespondToAuthChallengeCommand({
          ClientId: "web",
          ChallengeName: "PASSWORD_VERIFIER",
          ChallengeResponses: {
            USERNAME: ChallengeParameters?.["USER_ID_FOR_SRP"] ?? "",
            PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters?.["SECRET_BLOCK"] ?? "",
            PASSWORD_CLAIM_SIGNATURE: "AAAA",
            TIMESTAMP: "Fri Nov 20 09:30:00 UTC 2026",
          },
        }),
      );
    await expect(respond()).rejects.toMatchObject(refused("NotAuthorizedException", "Incorrect username or password."));
    await expect(respond()).rejects.toMatchObject(
      refused("NotAuthorizedException", "Invalid session for the user, session can only be used once."),
    );
  });

  it.each([["SOFTWARE_TOKEN_MFA"], ["NEW_PASSWORD_REQUIRED"], ["SELECT_CHALLENGE"]] as const)(
    "gets nowhere with a session that it made up: %s",
    async (ChallengeName) => {
      const answer = { SOFTWARE_TOKEN_MFA_CODE: "123456", NEW_PASSWORD: password, ANSWER: "PASSWORD" };
      const ChallengeResponses = { USERNAME: await newPerson(server.origin), ...answer };
      const Session = "A".repeat(44);
      await expect(
        client.send(new RespondToAuthChallengeCommand({ ClientId: "web", ChallengeName, ChallengeResponses, Session })),
      ).rejects.toMatchObject(refused("NotAuthorizedException", "Invalid session for the user."));
    },
  );

  it("is held back after five wrong passwords, even with the right one", async () => {
    const email = await newPerson(server.origin);
    for (let count = 0; count < 5; count += 1) {
      await expect(signIn(email, "Wrong-1-wrong")).rejects.toMatchObject(
        refused("NotAuthorizedException", "Incorrect username or password."),
      );
    }
    await expect(signIn(email)).rejects.toMatchObject(refused("NotAuthorizedException", "Password attempts exceeded"));
  });

  it("is held back after five wrong proofs, for a name that nobody has as well", async () => {
    const nobody = newEmail();
    const guess = async () => {
      const { ChallengeParameters } = await beginProof(nobody);
      return client.send(
        new RespondToAuthChallengeCommand({
          ClientId: "web",
          ChallengeName: "PASSWORD_VERIFIER",
          ChallengeResponses: {
            USERNAME: nobody,
            PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters?.["SECRET_BLOCK"] ?? "",
            PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString("base64"),
            TIMESTAMP: "Fri Nov 20 09:30:00 UTC 2026",
          },
        }),
      );
    };
    for (let count = 0; count < 5; count += 1) {
      await expect(guess()).rejects.toMatchObject({ message: "Incorrect username or password." });
    }
    await expect(guess()).rejects.toMatchObject({ message: "Password attempts exceeded" });
  });

  it("is held back after five wrong codes", async () => {
    const email = newEmail();
    await client.send(new SignUpCommand({ ClientId: "web", Username: email, Password: password }));
    const code = await mailedCode(server.origin, email);
    const confirm = (ConfirmationCode: string) =>
      client.send(new ConfirmSignUpCommand({ ClientId: "web", Username: email, ConfirmationCode }));
    for (let count = 0; count < 5; count += 1) {
      await expect(confirm(otherThan(code))).rejects.toMatchObject(refused("CodeMismatchException"));
    }
    await expect(confirm(code)).rejects.toMatchObject(
      refused("LimitExceededException", "Attempt limit exceeded, please try after some time."),
    );
  });

  it.each([
    ["codes to confirm with", ResendConfirmationCodeCommand],
    ["codes for another password", ForgotPasswordCommand],
  ] as const)("can ask for five %s in an hour, whosoever the address is", async (_, Command) => {
    const Username = newEmail();
    const ask = () => client.send(new Command({ ClientId: "web", Username }));
    for (let count = 0; count < 5; count += 1) {
      expect(await ask()).toMatchObject({ CodeDeliveryDetails: { Destination: "p***@e***" } });
    }
    await expect(ask()).rejects.toMatchObject(refused("LimitExceededException"));
    expect((await mailbox(server.origin)).filter(({ to }) => to === Username)).toEqual([]);
  });

  it("cannot set a password that the policy does not allow by any door", async () => {
    const { AccessToken, email } = await signedIn();
    const weak = refused("InvalidPasswordException", expect.stringContaining("Password did not conform with policy"));
    const ClientId = "web";
    const Password = "password";
    await expect(client.send(new SignUpCommand({ ClientId, Username: newEmail(), Password }))).rejects.toMatchObject(
      weak,
    );
    const change = { AccessToken, PreviousPassword: password, ProposedPassword: Password };
    await expect(client.send(new ChangePasswordCommand(change))).rejects.toMatchObject(weak);
    const reset = { ClientId, Username: email, ConfirmationCode: "1", Password };
    await expect(client.send(new ConfirmForgotPasswordCommand(reset))).rejects.toMatchObject(weak);
  });

  it.each([
    ["email_verified", "NotAuthorizedException"],
    ["sub", "NotAuthorizedException"],
    ["phone_number", "InvalidParameterException"],
    ["custom:plan", "InvalidParameterException"],
  ])("cannot say %s of itself", async (Name, error) => {
    const { AccessToken } = await signedIn();
    const UserAttributes = [{ Name, Value: "true" }];
    await expect(client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }))).rejects.toMatchObject(
      refused(error),
    );
  });

  it("is told what there is not: codes by SMS, devices, an authenticator that was not set up", async () => {
    const { AccessToken } = await signedIn();
    const SMSMfaSettings = { Enabled: true, PreferredMfa: true };
    await expect(client.send(new SetUserMFAPreferenceCommand({ AccessToken, SMSMfaSettings }))).rejects.toMatchObject(
      refused("InvalidParameterException"),
    );
    await expect(client.send(new GetDeviceCommand({ AccessToken, DeviceKey: "eu-central-1_a" }))).rejects.toMatchObject(
      refused("InvalidUserPoolConfigurationException"),
    );
    await expect(
      client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: "123456" })),
    ).rejects.toMatchObject(refused("InvalidParameterException", "User has not set up software token mfa"));
  });

  it("has no use for an access token any more that has signed out", async () => {
    const { AccessToken } = await signedIn();
    await client.send(new GlobalSignOutCommand({ AccessToken }));
    await expect(client.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject(
      refused("NotAuthorizedException", "Access Token has been revoked"),
    );
  });

  it("hears with the next call that somebody has signed out everywhere at the API, and takes who comes back", async () => {
    const { email, AccessToken, RefreshToken } = await signedIn();
    const api = (path: string, token: string | undefined, method = "GET") =>
      call(`${server.origin}/api${path}`, { method, headers: { authorization: `Bearer ${token}` } });
    expect((await api("/me/sign-out-everywhere", AccessToken, "POST")).status).toBe(204);
    const { AuthenticationResult: next } = await signIn(email);
    const revoked = refused("NotAuthorizedException", "Access Token has been revoked");
    await expect(client.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject(revoked);
    await expect(
      client.send(new GetTokensFromRefreshTokenCommand({ ClientId: "web", RefreshToken })),
    ).rejects.toMatchObject(refused("NotAuthorizedException", "Refresh Token has been revoked"));
    expect(await api("/me/sign-out-everywhere", AccessToken, "POST")).toMatchObject({
      status: 401,
      body: { code: "signed_out" },
    });
    expect((await api("/me", next?.AccessToken)).status).toBe(200);
  });
});

describe("a page of another origin", () => {
  it("may ask, and learns the name of an error", async () => {
    const url = `${server.origin}/user-pool/`;
    const preflight = await fetch(url, {
      method: "OPTIONS",
      headers: {
        origin: "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "cache-control,content-type,x-amz-target,x-amz-user-agent,amz-sdk-request",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("x-amz-user-agent");
    const refusal = await call<{ __type: string }>(url, {
      method: "POST",
      headers: { origin: "https://app.example", "x-amz-target": "AWSCognitoIdentityProviderService.GetUser" },
      body: JSON.stringify({ AccessToken: "x" }),
    });
    expect(refusal.headers.get("access-control-allow-origin")).toBe("*");
    expect(refusal.headers.get("access-control-expose-headers")?.toLowerCase()).toContain("x-amzn-errortype");
    expect(refusal.headers.get("x-amzn-errortype")).toBe("NotAuthorizedException");
    expect(refusal.body.__type).toBe("NotAuthorizedException");
  });

  it("may not read the mailbox, where the codes are", async () => {
    const headers = { origin: "https://app.example", accept: "application/json" };
    const answer = await fetch(`${server.origin}/_dev/mailbox`, { headers });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});
