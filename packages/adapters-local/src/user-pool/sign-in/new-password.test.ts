import { describe, expect, it } from "vitest";
import { createSrpClient } from "../srp/srp-client.fixture.ts";
import { ada, openPool } from "../user-pool.fixture.ts";

const temporary = "Temporary-Password-1";

const openWithTemporary = async () => {
  const fixture = openPool();
  const subject = await fixture.pool.ensureUser({
    email: ada.email,
    password: temporary,
    temporary: true,
    attributes: { name: "Ada" },
  });
  const begin = (PASSWORD = temporary) =>
    fixture.call("InitiateAuth", {
      ClientId: "web",
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: ada.email, PASSWORD },
    });
  const respond = (Session: unknown, NEW_PASSWORD: string, more = {}) =>
    fixture.call("RespondToAuthChallenge", {
      ClientId: "web",
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME: ada.email, NEW_PASSWORD, ...more },
    });
  return { ...fixture, subject, begin, respond };
};

describe("somebody with a temporary password", () => {
  it("is asked for another one, and told what is known of them", async () => {
    using fixture = await openWithTemporary();
    const asked = await fixture.begin();
    expect(asked).toEqual({
      status: 200,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      ChallengeParameters: {
        USER_ID_FOR_SRP: fixture.subject,
        requiredAttributes: "[]",
        userAttributes: JSON.stringify({ name: "Ada", email: ada.email }),
      },
      Session: expect.any(String),
    });
  });

  it("is in with the new password, which counts from then on, once", async () => {
    using fixture = await openWithTemporary();
    const { Session } = await fixture.begin();
    expect(await fixture.respond(Session, ada.password, { "userAttributes.nickname": "A" })).toMatchObject({
      AuthenticationResult: { TokenType: "Bearer" },
    });
    expect(await fixture.begin()).toMatchObject({ __type: "NotAuthorizedException" });
    const { AccessToken } = await fixture.signIn();
    expect(await fixture.call("GetUser", { AccessToken })).toMatchObject({
      UserAttributes: expect.arrayContaining([
        { Name: "name", Value: "Ada" },
        { Name: "nickname", Value: "A" },
        { Name: "email_verified", Value: "true" },
      ]),
    });
    expect(await fixture.respond(Session, "Another-Password-1")).toMatchObject({ __type: "NotAuthorizedException" });
  });

  it("can try again after a password or an attribute that is refused", async () => {
    using fixture = await openWithTemporary();
    const { Session } = await fixture.begin();
    expect(await fixture.respond(Session, "weak")).toMatchObject({ __type: "InvalidPasswordException" });
    expect(await fixture.respond(Session, ada.password, { "userAttributes.sub": "x" })).toMatchObject({
      __type: "NotAuthorizedException",
      message: "A client attempted to write unauthorized attribute",
    });
    expect(await fixture.respond(Session, ada.password)).toMatchObject({ status: 200 });
  });

  it("can prove the temporary one as well", async () => {
    using fixture = await openWithTemporary();
    const client = createSrpClient("tintype");
    const begun = await fixture.call("InitiateAuth", {
      ClientId: "web",
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: ada.email, SRP_A: client.publicHex },
    });
    const question = begun["ChallengeParameters"] as Record<string, string>;
    expect(
      await fixture.call("RespondToAuthChallenge", {
        ClientId: "web",
        ChallengeName: "PASSWORD_VERIFIER",
        ChallengeResponses: client.answer(question, temporary),
      }),
    ).toMatchObject({ ChallengeName: "NEW_PASSWORD_REQUIRED" });
  });

  it("cannot go around it by confirming the address, which is theirs already", async () => {
    using fixture = await openWithTemporary();
    const user = { ClientId: "web", Username: ada.email };
    expect(await fixture.call("ResendConfirmationCode", user)).toMatchObject({ message: "User is already confirmed." });
    expect(await fixture.call("ConfirmSignUp", { ...user, ConfirmationCode: "123456" })).toMatchObject({
      message: "User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD",
    });
    expect(fixture.mails).toEqual([]);
  });

  it("is not mailed a code for a forgotten one: it would go around the first sign-in", async () => {
    using fixture = await openWithTemporary();
    const asked = await fixture.call("ForgotPassword", { ClientId: "web", Username: ada.email });
    expect(asked).toMatchObject({ CodeDeliveryDetails: { Destination: "a***@e***" } });
    expect(fixture.mails).toEqual([]);
  });
});
