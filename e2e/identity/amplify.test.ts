import {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchAuthSession,
  fetchDevices,
  fetchMFAPreference,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  sendUserAttributeVerificationCode,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttributes,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { call, demo, mailedCode, password, pool } from "../client.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { configureAmplify, useNewDevice } from "./amplify.ts";
import { addTemporaryPerson, authenticatorCode, newEmail, newPerson, otherThan, usedOrOld } from "./people.ts";

const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } };
const incorrect = { name: "NotAuthorizedException", message: "Incorrect username or password." };
const newcomer = { email: "newcomer@example.com", temporary: "Temporary-1" };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProcess;
beforeAll(async () => {
  folder = await temporaryFolder();
  await addTemporaryPerson(folder.path, newcomer.email, newcomer.temporary);
  server = await startServer({ dataFolder: folder.path });
  await configureAmplify(server.origin);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});
beforeEach(() => void useNewDevice());

const accessToken = async () => String((await fetchAuthSession()).tokens?.accessToken);
/** The status with which the API answers whoever is signed in. */
const apiStatus = async (token?: string) => (await apiCall(token)).status;
const apiCall = async <Body>(token?: string) => {
  const authorization = `Bearer ${token ?? (await accessToken())}`;
  return call<Body>(`${server.origin}/api/me`, { headers: { authorization } });
};
/** Signs in somebody new: the address. */
const signedIn = async () => {
  const username = await newPerson(server.origin);
  expect(await signIn({ username, password })).toEqual(done);
  return username;
};

describe("signing up with Amplify", () => {
  it("leads from the form over the mailed code to the API", async () => {
    const username = newEmail();
    const began = await signUp({ username, password, options: { userAttributes: { email: username, name: "Ana" } } });
    expect(began).toMatchObject({
      isSignUpComplete: false,
      nextStep: { signUpStep: "CONFIRM_SIGN_UP", codeDeliveryDetails: { destination: "p***@e***" } },
    });
    const confirmationCode = await mailedCode(server.origin, username);
    expect(await confirmSignUp({ username, confirmationCode })).toMatchObject({ isSignUpComplete: true });
    expect(await signIn({ username, password })).toEqual(done);
    expect(await apiStatus()).toBe(200);
    expect(await fetchUserAttributes()).toMatchObject({ email: username, email_verified: "true", name: "Ana" });
    expect(await getCurrentUser()).toMatchObject({ userId: began.userId, username: began.userId });
  });

  it("sends somebody who has not confirmed to the code, and mails another one", async () => {
    const username = newEmail();
    await signUp({ username, password });
    expect(await signIn({ username, password })).toMatchObject({ nextStep: { signInStep: "CONFIRM_SIGN_UP" } });
    const first = await mailedCode(server.origin, username);
    expect(await resendSignUpCode({ username })).toMatchObject({ destination: "p***@e***" });
    const second = await mailedCode(server.origin, username);
    for (const confirmationCode of [otherThan(second), ...(first === second ? [] : [first])]) {
      await expect(confirmSignUp({ username, confirmationCode })).rejects.toMatchObject({
        name: "CodeMismatchException",
      });
    }
    await confirmSignUp({ username, confirmationCode: second });
    expect(await signIn({ username, password })).toEqual(done);
  });

  it("refuses a password that the policy does not allow, and an address that is taken", async () => {
    await expect(signUp({ username: newEmail(), password: "short" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
    await expect(signUp({ username: demo.email, password })).rejects.toMatchObject({
      name: "UsernameExistsException",
    });
  });

  it.each([["USER_SRP_AUTH"], ["USER_AUTH"]] as const)("signs in by itself afterwards: %s", async (authFlowType) => {
    const username = newEmail();
    await signUp({ username, password, options: { userAttributes: {}, autoSignIn: { authFlowType } } });
    const confirmationCode = await mailedCode(server.origin, username);
    const confirmed = await confirmSignUp({ username, confirmationCode });
    expect(confirmed.nextStep.signUpStep).toBe("COMPLETE_AUTO_SIGN_IN");
    expect(await autoSignIn()).toEqual(done);
    expect(await apiStatus()).toBe(200);
  });
});

describe("signing in with Amplify", () => {
  it.each([
    ["USER_SRP_AUTH", undefined],
    ["USER_PASSWORD_AUTH", undefined],
    ["USER_AUTH", "PASSWORD_SRP"],
    ["USER_AUTH", "PASSWORD"],
  ] as const)("works by %s %s, with the right password alone", async (authFlowType, preferredChallenge) => {
    const username = await newPerson(server.origin);
    const options = { authFlowType, ...(preferredChallenge && { preferredChallenge }) };
    await expect(signIn({ username, password: `${password}!`, options })).rejects.toMatchObject(incorrect);
    await expect(signIn({ username: newEmail(), password, options })).rejects.toMatchObject(incorrect);
    expect(await signIn({ username: username.toUpperCase(), password, options })).toEqual(done);
    expect(await apiStatus()).toBe(200);
  });

  it.each([["PASSWORD"], ["PASSWORD_SRP"]] as const)("lets somebody choose what to show: %s", async (factor) => {
    const username = await newPerson(server.origin);
    expect(await signIn({ username, options: { authFlowType: "USER_AUTH" } })).toMatchObject({
      nextStep: {
        signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
        availableChallenges: ["PASSWORD", "PASSWORD_SRP"],
      },
    });
    expect(await confirmSignIn({ challengeResponse: factor })).toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_PASSWORD" },
    });
    expect(await confirmSignIn({ challengeResponse: password })).toEqual(done);
    expect(await apiStatus()).toBe(200);
  });

  it("leads somebody with a temporary password to one of their own", async () => {
    const { email: username, temporary } = newcomer;
    expect(await signIn({ username, password: temporary })).toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED" },
    });
    await expect(confirmSignIn({ challengeResponse: "weak" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
    const options = { userAttributes: { name: "New" } };
    expect(await confirmSignIn({ challengeResponse: password, options })).toEqual(done);
    expect(await fetchUserAttributes()).toMatchObject({ name: "New" });
    expect(await apiStatus()).toBe(200);
    useNewDevice();
    await expect(signIn({ username, password: temporary })).rejects.toMatchObject(incorrect);
    expect(await signIn({ username, password })).toEqual(done);
  });

  it("works on many devices, each with a session of its own", async () => {
    const username = await signedIn();
    const first = await accessToken();
    useNewDevice();
    expect(await signIn({ username, password })).toEqual(done);
    await signOut();
    expect(await apiStatus(first)).toBe(200);
  });
});

describe("an authenticator app with Amplify", () => {
  /** Somebody who has one, with its secret; the code of now was used. */
  const withAuthenticator = async () => {
    const username = await signedIn();
    const { sharedSecret } = await setUpTOTP();
    const used = authenticatorCode(sharedSecret);
    await verifyTOTPSetup({ code: used });
    await updateMFAPreference({ totp: "PREFERRED" });
    return { username, sharedSecret, used };
  };

  it("is set up by a code of it, and shown in the preferences", async () => {
    await signedIn();
    expect(await fetchMFAPreference()).toEqual({});
    await expect(updateMFAPreference({ totp: "ENABLED" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "User has not verified software token mfa",
    });
    const details = await setUpTOTP();
    expect(details.getSetupUri("Tintype").href).toContain(`secret=${details.sharedSecret}`);
    await expect(verifyTOTPSetup({ code: otherThan(authenticatorCode(details.sharedSecret)) })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
    });
    await verifyTOTPSetup({ code: authenticatorCode(details.sharedSecret) });
    await updateMFAPreference({ totp: "PREFERRED" });
    expect(await fetchMFAPreference()).toEqual({ enabled: ["TOTP"], preferred: "TOTP" });
  });

  it("is asked for at sign-in; a wrong code and a used one are refused, the next one is taken", async () => {
    const { username, sharedSecret, used } = await withAuthenticator();
    useNewDevice();
    expect(await signIn({ username, password })).toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" },
    });
    const next = authenticatorCode(sharedSecret, 1);
    await expect(confirmSignIn({ challengeResponse: otherThan(next) })).rejects.toMatchObject({
      name: "CodeMismatchException",
    });
    await expect(confirmSignIn({ challengeResponse: used })).rejects.toMatchObject({ name: usedOrOld });
    expect(await confirmSignIn({ challengeResponse: next })).toEqual(done);
    expect(await apiStatus()).toBe(200);
  });

  it("is not asked for any more when it is switched off", async () => {
    const { username } = await withAuthenticator();
    await updateMFAPreference({ totp: "DISABLED" });
    useNewDevice();
    expect(await signIn({ username, password })).toEqual(done);
  });
});

describe("a password with Amplify", () => {
  const another = "Battery-staple-7";

  it("that was forgotten is replaced by the mailed code", async () => {
    const username = await newPerson(server.origin);
    expect(await resetPassword({ username })).toMatchObject({
      nextStep: { resetPasswordStep: "CONFIRM_RESET_PASSWORD_WITH_CODE" },
    });
    const confirmationCode = await mailedCode(server.origin, username);
    const confirm = (code: string) => confirmResetPassword({ username, confirmationCode: code, newPassword: another });
    await expect(confirm(otherThan(confirmationCode))).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirm(confirmationCode);
    await expect(confirm(confirmationCode)).rejects.toMatchObject({ name: "CodeMismatchException" });
    await expect(signIn({ username, password })).rejects.toMatchObject(incorrect);
    expect(await signIn({ username, password: another })).toEqual(done);
  });

  it("that nobody has is forgotten in the same way, and nothing is mailed", async () => {
    const username = newEmail();
    expect(await resetPassword({ username })).toMatchObject({
      nextStep: { codeDeliveryDetails: { destination: "p***@e***", deliveryMedium: "EMAIL" } },
    });
    await expect(mailedCode(server.origin, username)).rejects.toThrow("No code was mailed");
    await expect(
      confirmResetPassword({ username, confirmationCode: "123456", newPassword: another }),
    ).rejects.toMatchObject({ name: "CodeMismatchException" });
  });

  it("is changed by who knows the old one", async () => {
    const username = await signedIn();
    await expect(updatePassword({ oldPassword: "Wrong-1-wrong", newPassword: another })).rejects.toMatchObject(
      incorrect,
    );
    await expect(updatePassword({ oldPassword: password, newPassword: "weak" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
    });
    await updatePassword({ oldPassword: password, newPassword: another });
    useNewDevice();
    await expect(signIn({ username, password })).rejects.toMatchObject(incorrect);
    expect(await signIn({ username, password: another })).toEqual(done);
  });
});

describe("what people say of themselves with Amplify", () => {
  it("is changed and removed", async () => {
    await signedIn();
    await updateUserAttributes({ userAttributes: { name: "Ana", nickname: "A" } });
    expect(await fetchUserAttributes()).toMatchObject({ name: "Ana", nickname: "A" });
    await deleteUserAttributes({ userAttributeKeys: ["nickname"] });
    expect(await fetchUserAttributes()).not.toHaveProperty("nickname");
    await expect(updateUserAttributes({ userAttributes: { sub: "other" } })).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  it("is another address as soon as that is proved", async () => {
    const before = await signedIn();
    const after = newEmail();
    expect(await updateUserAttributes({ userAttributes: { email: after } })).toMatchObject({
      email: { isUpdated: false, nextStep: { updateAttributeStep: "CONFIRM_ATTRIBUTE_WITH_CODE" } },
    });
    expect(await fetchUserAttributes()).toMatchObject({ email: before });
    const code = await mailedCode(server.origin, after);
    const confirm = (confirmationCode: string) => confirmUserAttribute({ userAttributeKey: "email", confirmationCode });
    await expect(confirm(otherThan(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    await sendUserAttributeVerificationCode({ userAttributeKey: "email" });
    await confirm(await mailedCode(server.origin, after));
    expect(await fetchUserAttributes()).toMatchObject({ email: after, email_verified: "true" });
    expect((await apiCall<{ email: string }>()).body.email).toBe(after);
    useNewDevice();
    await expect(signIn({ username: before, password })).rejects.toMatchObject(incorrect);
    expect(await signIn({ username: after, password })).toEqual(done);
  });

  it("cannot be an address that somebody else has", async () => {
    const taken = await newPerson(server.origin);
    await signedIn();
    await updateUserAttributes({ userAttributes: { email: taken } });
    const confirmationCode = await mailedCode(server.origin, taken);
    await expect(confirmUserAttribute({ userAttributeKey: "email", confirmationCode })).rejects.toMatchObject({
      name: "AliasExistsException",
    });
  });
});

describe("a session with Amplify", () => {
  it("goes on by refresh tokens that rotate", async () => {
    const kept = useNewDevice();
    await signedIn();
    const refreshTokenOf = () => [...kept].find(([key]) => key.endsWith(".refreshToken"))?.[1];
    const [token, refreshToken] = [await accessToken(), refreshTokenOf()];
    const refreshed = String((await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken);
    expect(refreshed).not.toBe(token);
    expect(refreshTokenOf()).not.toBe(refreshToken);
    expect(await apiStatus(refreshed)).toBe(200);
  });

  it("goes on in two tabs that refresh at once", async () => {
    const kept = useNewDevice();
    await signedIn();
    const RefreshToken = [...kept].find(([key]) => key.endsWith(".refreshToken"))?.[1];
    type Refreshed = { AuthenticationResult: { AccessToken: string } };
    const [, other] = await Promise.all([
      fetchAuthSession({ forceRefresh: true }),
      pool<Refreshed>(server.origin, "GetTokensFromRefreshToken", { RefreshToken }),
    ]);
    expect(await apiStatus()).toBe(200);
    expect(await apiStatus(other.body.AuthenticationResult.AccessToken)).toBe(200);
  });

  it("ends by signing out: its refresh token is worth nothing", async () => {
    const kept = useNewDevice();
    await signedIn();
    const RefreshToken = [...kept].find(([key]) => key.endsWith(".refreshToken"))?.[1];
    await signOut();
    expect(await pool(server.origin, "GetTokensFromRefreshToken", { RefreshToken })).toMatchObject({
      status: 400,
      body: { __type: "NotAuthorizedException", message: "Refresh Token has been revoked" },
    });
  });

  it("ends everywhere at once, for the API too, and another begins at once", async () => {
    const username = await signedIn();
    const phone = await accessToken();
    useNewDevice();
    await signIn({ username, password });
    const laptop = await accessToken();
    await signOut({ global: true });
    expect([await apiStatus(phone), await apiStatus(laptop)]).toEqual([401, 401]);
    expect(await signIn({ username, password })).toEqual(done);
    expect(await apiStatus()).toBe(200);
  });

  it("ends with the user, for the API too, and the address is free again", async () => {
    const username = await signedIn();
    const token = await accessToken();
    await deleteUser();
    expect(await apiStatus(token)).toBe(401);
    await expect(signIn({ username, password })).rejects.toMatchObject(incorrect);
    expect(await signUp({ username, password })).toMatchObject({ nextStep: { signUpStep: "CONFIRM_SIGN_UP" } });
  });

  it("knows no devices, and says so", async () => {
    await signedIn();
    await expect(fetchDevices()).rejects.toMatchObject({ name: "InvalidUserPoolConfigurationException" });
  });
});

describe("temporary credentials with Amplify", () => {
  it("come with the session, and with an identity that stays the person's own", async () => {
    const username = await signedIn();
    const { identityId, credentials } = await fetchAuthSession();
    expect(identityId).toMatch(/^local:[0-9a-f-]{36}$/);
    expect(credentials).toEqual({
      accessKeyId: expect.stringMatching(/^ASIA/),
      secretAccessKey: expect.any(String),
      sessionToken: expect.any(String),
      expiration: expect.any(Date),
    });
    useNewDevice();
    await signIn({ username, password });
    expect((await fetchAuthSession()).identityId).toBe(identityId);
    await signOut();
    await signedIn();
    expect((await fetchAuthSession()).identityId).not.toBe(identityId);
  });

  it("are for nobody who has not signed in", async () => {
    expect(await fetchAuthSession()).toMatchObject({ credentials: undefined, identityId: undefined });
  });
});
