import { type CognitoUser, CognitoUserAttribute, type CognitoUserPool } from "amazon-cognito-identity-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, mailedCode, password } from "../client.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { authenticate, called, openCognitoPool, settled, userOf } from "./cognito-identity-js.ts";
import { addTemporaryPerson, authenticatorCode, newEmail, newPerson, otherThan, usedOrOld } from "./people.ts";

const incorrect = { code: "NotAuthorizedException", message: "Incorrect username or password." };
const another = "Battery-staple-7";
const newcomer = { email: "newcomer@example.com", temporary: "Temporary-1" };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProcess;
let pool: CognitoUserPool;
beforeAll(async () => {
  folder = await temporaryFolder();
  await addTemporaryPerson(folder.path, newcomer.email, newcomer.temporary);
  server = await startServer({ dataFolder: folder.path });
  pool = await openCognitoPool(server.origin);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** The status with which the API answers that user. */
const apiStatus = async (user: CognitoUser) => {
  const authorization = `Bearer ${user.getSignInUserSession()?.getAccessToken().getJwtToken()}`;
  return (await call(`${server.origin}/api/me`, { headers: { authorization } })).status;
};
/** Somebody new, signed in by SRP. */
const signedIn = async () => {
  const email = await newPerson(server.origin);
  const user = userOf(pool, email);
  expect(await authenticate(user, password)).toHaveProperty("session");
  return { email, user };
};

describe("amazon-cognito-identity-js", () => {
  it("signs somebody up, who confirms and signs in by SRP", async () => {
    const email = newEmail();
    const attributes = [new CognitoUserAttribute({ Name: "name", Value: "Ana" })];
    const result = await called<{ userConfirmed: boolean; userSub: string }>((done) =>
      pool.signUp(email, password, attributes, [], done),
    );
    expect(result).toMatchObject({ userConfirmed: false, userSub: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const user = userOf(pool, email);
    await expect(authenticate(user, password)).rejects.toMatchObject({ code: "UserNotConfirmedException" });
    const code = await mailedCode(server.origin, email);
    const confirm = (text: string) => called((done) => userOf(pool, email).confirmRegistration(text, false, done));
    await expect(confirm(otherThan(code))).rejects.toMatchObject({ code: "CodeMismatchException" });
    expect(await confirm(code)).toBe("SUCCESS");
    expect(await authenticate(user, password)).toHaveProperty("session");
    expect(await apiStatus(user)).toBe(200);
  });

  it("asks for another code", async () => {
    const email = newEmail();
    await called((done) => pool.signUp(email, password, [], [], done));
    const answer = await called((done) => userOf(pool, email).resendConfirmationCode(done));
    expect(answer).toMatchObject({ CodeDeliveryDetails: { DeliveryMedium: "EMAIL" } });
    const code = await mailedCode(server.origin, email);
    expect(await called((done) => userOf(pool, email).confirmRegistration(code, false, done))).toBe("SUCCESS");
  });

  it("is told of a password that the policy does not allow", async () => {
    await expect(called((done) => pool.signUp(newEmail(), "onlysmall", [], [], done))).rejects.toMatchObject({
      code: "InvalidPasswordException",
      message: "Password did not conform with policy: Password must have uppercase characters",
    });
  });

  it.each([["USER_SRP_AUTH"], ["USER_PASSWORD_AUTH"]])(
    "cannot tell a wrong password from a name that nobody has: %s",
    async (flow) => {
      const email = await newPerson(server.origin);
      for (const [name, secret] of [
        [email, another],
        [newEmail(), password],
      ] as const) {
        const user = userOf(pool, name);
        user.setAuthenticationFlowType(flow);
        await expect(authenticate(user, secret)).rejects.toMatchObject(incorrect);
      }
    },
  );

  it("sends the password itself where it is told to", async () => {
    const user = userOf(pool, await newPerson(server.origin));
    user.setAuthenticationFlowType("USER_PASSWORD_AUTH");
    expect(await authenticate(user, password)).toHaveProperty("session");
    expect(await apiStatus(user)).toBe(200);
  });

  it.each([["P4ssword-ß😀ü"], ["Blank in-the middle 1"], [`Aa1-${"x".repeat(250)}`]])(
    "proves the password %s",
    async (secret) => {
      const email = newEmail();
      await called((done) => pool.signUp(email, secret, [], [], done));
      const code = await mailedCode(server.origin, email);
      await called((done) => userOf(pool, email).confirmRegistration(code, false, done));
      expect(await authenticate(userOf(pool, email), secret)).toHaveProperty("session");
    },
  );

  it("goes on by a refresh token that stays", async () => {
    const { user } = await signedIn();
    const session = user.getSignInUserSession();
    const refreshToken = session?.getRefreshToken();
    if (refreshToken === undefined) throw new Error("There is no refresh token.");
    for (let time = 0; time < 3; time += 1) {
      await called((done) => user.refreshSession(refreshToken, done));
      expect(await apiStatus(user)).toBe(200);
    }
    expect(user.getSignInUserSession()?.getRefreshToken().getToken()).toBe(refreshToken.getToken());
  });

  it("reads, changes and removes what somebody says of themselves", async () => {
    const { user, email } = await signedIn();
    const attribute = (Name: string, Value: string) => new CognitoUserAttribute({ Name, Value });
    await called((done) => user.updateAttributes([attribute("name", "Ana"), attribute("nickname", "A")], done));
    await called((done) => user.deleteAttributes(["nickname"], done));
    const all = await called<CognitoUserAttribute[]>((done) => user.getUserAttributes(done));
    expect(Object.fromEntries(all.map((one) => [one.getName(), one.getValue()]))).toMatchObject({ email, name: "Ana" });
    expect(all.map((one) => one.getName())).not.toContain("nickname");
  });

  it("proves another address", async () => {
    const { user } = await signedIn();
    const email = newEmail();
    await called((done) => user.updateAttributes([{ Name: "email", Value: email }], done));
    await settled((callbacks) => user.getAttributeVerificationCode("email", callbacks));
    const code = await mailedCode(server.origin, email);
    await expect(
      settled((callbacks) => user.verifyAttribute("email", otherThan(code), callbacks)),
    ).rejects.toMatchObject({ code: "CodeMismatchException" });
    expect(await settled((callbacks) => user.verifyAttribute("email", code, callbacks))).toBe("SUCCESS");
    expect(await authenticate(userOf(pool, email), password)).toHaveProperty("session");
  });

  it("changes a password", async () => {
    const { user, email } = await signedIn();
    await expect(called((done) => user.changePassword(another, password, done as never))).rejects.toMatchObject(
      incorrect,
    );
    expect(await called((done) => user.changePassword(password, another, done as never))).toBe("SUCCESS");
    await expect(authenticate(userOf(pool, email), password)).rejects.toMatchObject(incorrect);
    expect(await authenticate(userOf(pool, email), another)).toHaveProperty("session");
  });

  it("replaces a password that was forgotten", async () => {
    const email = await newPerson(server.origin);
    const user = userOf(pool, email);
    await settled((callbacks) => user.forgotPassword(callbacks));
    const code = await mailedCode(server.origin, email);
    const confirm = (text: string) => settled((callbacks) => user.confirmPassword(text, another, callbacks));
    await expect(confirm(otherThan(code))).rejects.toMatchObject({ code: "CodeMismatchException" });
    expect(await confirm(code)).toBe("SUCCESS");
    expect(await authenticate(userOf(pool, email), another)).toHaveProperty("session");
  });

  it("sets an authenticator up, and is asked for its codes", async () => {
    const { user, email } = await signedIn();
    const secret = await new Promise<string>((associateSecretCode, onFailure) =>
      user.associateSoftwareToken({ associateSecretCode, onFailure }),
    );
    const verify = (code: string) => settled((callbacks) => user.verifySoftwareToken(code, "phone", callbacks));
    await expect(verify(otherThan(authenticatorCode(secret)))).rejects.toMatchObject({
      code: "EnableSoftwareTokenMFAException",
    });
    const used = authenticatorCode(secret);
    await verify(used);
    const preference = { PreferredMfa: true, Enabled: true };
    await called((done) => user.setUserMfaPreference(null, preference, done as never));

    const again = userOf(pool, email);
    expect(await authenticate(again, password)).toEqual({ asked: "totp" });
    const next = authenticatorCode(secret, 1);
    const send = (code: string) => settled((callbacks) => again.sendMFACode(code, callbacks, "SOFTWARE_TOKEN_MFA"));
    await expect(send(otherThan(next))).rejects.toMatchObject({ code: "CodeMismatchException" });
    await expect(send(used)).rejects.toMatchObject({ code: usedOrOld });
    await send(next);
    expect(await apiStatus(again)).toBe(200);
    await expect(send(next)).rejects.toMatchObject({
      code: "NotAuthorizedException",
      message: "Invalid session for the user, session can only be used once.",
    });
  });

  it("leads somebody with a temporary password to one of their own", async () => {
    const user = userOf(pool, newcomer.email);
    expect(await authenticate(user, newcomer.temporary)).toEqual({ asked: "new password" });
    await settled((callbacks) => user.completeNewPasswordChallenge(password, { name: "New" }, callbacks));
    expect(await apiStatus(user)).toBe(200);
    await expect(authenticate(userOf(pool, newcomer.email), newcomer.temporary)).rejects.toMatchObject(incorrect);
  });

  it("signs out everywhere: the API takes none of the tokens any more, and a new one at once", async () => {
    const { user, email } = await signedIn();
    const laptop = userOf(pool, email);
    await authenticate(laptop, password);
    const [phoneToken, laptopToken] = [user, laptop].map((one) => one.getSignInUserSession());
    expect(await settled((callbacks) => user.globalSignOut(callbacks))).toBe("SUCCESS");
    expect(await apiStatus(laptop)).toBe(401);
    if (phoneToken === null || phoneToken === undefined) throw new Error("There was no session.");
    const refresh = called((done) => userOf(pool, email).refreshSession(phoneToken.getRefreshToken(), done));
    await expect(refresh).rejects.toMatchObject({ code: "NotAuthorizedException" });
    expect(laptopToken).not.toBeNull();
    await authenticate(laptop, password);
    expect(await apiStatus(laptop)).toBe(200);
  });

  it("removes a user", async () => {
    const { user, email } = await signedIn();
    expect(await called((done) => user.deleteUser(done as never))).toBe("SUCCESS");
    await expect(authenticate(userOf(pool, email), password)).rejects.toMatchObject(incorrect);
  });

  it("is told that no devices are remembered", async () => {
    const { user } = await signedIn();
    await expect(settled((callbacks) => user.listDevices(10, null, callbacks))).rejects.toMatchObject({
      code: "InvalidUserPoolConfigurationException",
    });
  });
});
