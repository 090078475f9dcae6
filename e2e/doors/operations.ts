import { newPerson } from "../identity/people.ts";
import { signIn } from "../session.ts";
import type { Outcome } from "./question.ts";
import type { World } from "./world.ts";

/** An operation of the user pool or of the identity pool. */
interface Operation {
  /** What is sent beside the token. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly outcome: Outcome;
  /** Whether an access token is asked for; then the outcome is that of whoever has one, and is refused to all others. */
  readonly asksToken: boolean;
  /** What is answered without a token. */
  readonly otherwise: Outcome;
}

const malformed = "400 InvalidParameterException";
const withToken = (outcome: Outcome, input: Operation["input"] = {}, otherwise = malformed): Operation => ({
  input,
  outcome,
  asksToken: true,
  otherwise,
});
const without = (outcome: Outcome, input: Operation["input"] = {}): Operation => ({
  input,
  outcome,
  asksToken: false,
  otherwise: outcome,
});

const ClientId = "web";
const Username = "nobody.at.all@example.com";
const never = "A".repeat(43);
const devices = withToken("400 InvalidUserPoolConfigurationException");

const ofUsers: Readonly<Record<string, Operation>> = {
  // A session does in the place of a token.
  AssociateSoftwareToken: withToken("200", {}, "400 NotAuthorizedException"),
  ChangePassword: withToken("400 NotAuthorizedException", {
    PreviousPassword: "Wrong-horse-9",
    ProposedPassword: "Correct-horse-10",
  }),
  ConfirmDevice: devices,
  ConfirmForgotPassword: without("400 CodeMismatchException", {
    ClientId,
    Username,
    ConfirmationCode: "000000",
    Password: "Correct-horse-10",
  }),
  ConfirmSignUp: without("400 CodeMismatchException", { ClientId, Username, ConfirmationCode: "000000" }),
  DeleteUser: withToken("200"),
  DeleteUserAttributes: withToken("200", { UserAttributeNames: ["name"] }),
  ForgetDevice: devices,
  ForgotPassword: without("200", { ClientId, Username }),
  GetDevice: devices,
  GetTokensFromRefreshToken: without("400 NotAuthorizedException", { ClientId, RefreshToken: never }),
  GetUser: withToken("200"),
  GetUserAttributeVerificationCode: withToken("200", { AttributeName: "email" }),
  GetUserAuthFactors: withToken("200"),
  GlobalSignOut: withToken("200"),
  InitiateAuth: without("400 NotAuthorizedException", {
    ClientId,
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: Username, PASSWORD: "Wrong-horse-9" },
  }),
  ListDevices: devices,
  ResendConfirmationCode: without("200", { ClientId, Username: `who.${Username}` }),
  RespondToAuthChallenge: without("400 NotAuthorizedException", {
    ClientId,
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    Session: never,
    ChallengeResponses: { USERNAME: Username, SOFTWARE_TOKEN_MFA_CODE: "000000" },
  }),
  RevokeToken: without("200", { ClientId, Token: never }),
  SetUserMFAPreference: withToken("200"),
  SignUp: without("400 InvalidPasswordException", { ClientId, Username, Password: "short" }),
  UpdateDeviceStatus: devices,
  UpdateUserAttributes: withToken("200", { UserAttributes: [{ Name: "name", Value: "Ana" }] }),
  VerifySoftwareToken: withToken("400 InvalidParameterException", { UserCode: "000000" }, "400 NotAuthorizedException"),
  VerifyUserAttribute: withToken("400 CodeMismatchException", { AttributeName: "email", Code: "000000" }),
};

const ofIdentities: Readonly<Record<string, Operation>> = {
  GetCredentialsForIdentity: without(malformed),
  GetId: without(malformed),
};

const named = (service: string, operations: Readonly<Record<string, Operation>>) =>
  Object.entries(operations).map(([name, operation]) => [`${service}.${name}`, operation] as const);

/** Every operation of both pools; one that is not here does not pass. */
export const operations: Readonly<Record<string, Operation>> = Object.fromEntries([
  ...named("AWSCognitoIdentityProviderService", ofUsers),
  ...named("AWSCognitoIdentityService", ofIdentities),
]);

/** A token of somebody whom nobody needs afterwards. */
export const spareToken = async ({ origin }: World): Promise<string> =>
  (await signIn(origin, await newPerson(origin))).token;

/** What is no access token that is worth something, and what is said to it. */
const tokens = {
  "a text": [() => "none", "400 NotAuthorizedException"],
  "an ID token": [({ idToken }) => idToken, "400 NotAuthorizedException"],
  "a grant": [({ grants }) => grants.guest, "400 NotAuthorizedException"],
  "a key of a program": [({ key }) => key, "400 NotAuthorizedException"],
  "a token of somebody disabled": [({ tokens }) => tokens["somebody disabled"], "400 NotAuthorizedException"],
  "a token of somebody who signed out everywhere": [
    ({ tokens }) => tokens["somebody who signed out everywhere"],
    "400 NotAuthorizedException",
  ],
  "a token of somebody who has left": [({ tokens }) => tokens["somebody who has left"], "400 UserNotFoundException"],
} as const satisfies Readonly<Record<string, readonly [(world: World) => string, Outcome]>>;

export const worthless = (world: World): readonly (readonly [what: string, token: string])[] =>
  Object.entries(tokens).map(([what, [tokenOf]]) => [what, tokenOf(world)]);

export const refusedTokens: Readonly<Record<string, Outcome>> = Object.fromEntries(
  Object.entries(tokens).map(([what, [, outcome]]) => [what, outcome]),
);
