import type { PostConfirmationTriggerEvent, PreSignUpTriggerEvent, PreTokenGenerationV2TriggerEvent } from "aws-lambda";

/** What all triggers of the test pool are told, of one user. */
const common = {
  region: "eu-central-1",
  userPoolId: "eu-central-1_AbCdEfGhI",
  userName: "9b2d3f8a-0c1e-4b57-9d3c-2f4a5b6c7d8e",
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "web" },
};

const attributes = {
  sub: "9b2d3f8a-0c1e-4b57-9d3c-2f4a5b6c7d8e",
  email_verified: "true",
  "cognito:user_status": "CONFIRMED",
  name: "Ana",
  email: "ana@example.com",
};

type Attributes = Readonly<Record<string, string>>;

// What `@types/aws-lambda` does not say, and Cognito sends all the same: `null`.

/** Events of a user pool (docs.aws.amazon.com/cognito, "Customizing user pool workflows with Lambda triggers"). */
export const preSignUpEvent = (userAttributes: Attributes = { email: "ana@example.com" }): PreSignUpTriggerEvent => ({
  ...common,
  version: "1",
  triggerSource: "PreSignUp_SignUp",
  request: { userAttributes, validationData: null as unknown as Record<string, string> },
  response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
});

/** Of somebody who comes through Google, by the attribute mapping of the installation. */
export const providerSignUpEvent = (
  userAttributes: Attributes = { email: "ana@example.com", email_verified: "true", name: "Ana" },
): PreSignUpTriggerEvent => ({
  ...preSignUpEvent(userAttributes),
  triggerSource: "PreSignUp_ExternalProvider",
  userName: "Google_1234",
});

export const postConfirmationEvent = (userAttributes: Attributes = attributes): PostConfirmationTriggerEvent => ({
  ...common,
  version: "1",
  triggerSource: "PostConfirmation_ConfirmSignUp",
  request: { userAttributes },
  response: {},
});

export const preTokenEvent = (groups: readonly string[] = []): PreTokenGenerationV2TriggerEvent => ({
  ...common,
  version: "2",
  triggerSource: "TokenGeneration_Authentication",
  request: {
    userAttributes: attributes,
    groupConfiguration: {
      groupsToOverride: [...groups],
      iamRolesToOverride: [],
      preferredRole: null as unknown as string,
    },
    scopes: ["aws.cognito.signin.user.admin"],
  },
  response: { claimsAndScopeOverrideDetails: {} },
});
