import { minutes } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { createSrpClient } from "../srp/srp-client.fixture.ts";
import { ada, openPool } from "../user-pool.fixture.ts";

const client = createSrpClient("tintype");
const signedIn = { status: 200, AuthenticationResult: { TokenType: "Bearer" } };
const offered = {
  status: 200,
  ChallengeName: "SELECT_CHALLENGE",
  ChallengeParameters: {},
  AvailableChallenges: ["PASSWORD", "PASSWORD_SRP"],
  Session: expect.stringMatching(/^.{20,}$/),
};

const openWithAda = async () => {
  const fixture = openPool();
  await fixture.addAda();
  const begin = (AuthParameters: object, more = {}) =>
    fixture.call("InitiateAuth", {
      ClientId: "web",
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: ada.email, ...AuthParameters },
      ...more,
    });
  const respond = (ChallengeName: string, Session: unknown, ChallengeResponses: object) =>
    fixture.call("RespondToAuthChallenge", {
      ClientId: "web",
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: ada.email, ...ChallengeResponses },
    });
  const prove = (answer: Readonly<Record<string, unknown>>) =>
    respond(
      "PASSWORD_VERIFIER",
      answer["Session"],
      client.answer(answer["ChallengeParameters"] as Record<string, string>, ada.password),
    );
  return { ...fixture, begin, respond, prove };
};

describe("USER_AUTH", () => {
  it("takes the password that comes along", async () => {
    using fixture = await openWithAda();
    const chosen = { PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: ada.password };
    expect(await fixture.begin(chosen)).toMatchObject(signedIn);
    expect(await fixture.begin({ ...chosen, PASSWORD: "Wrong-1" })).toMatchObject({
      __type: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  it("takes the first message of a proof that comes along", async () => {
    using fixture = await openWithAda();
    const question = await fixture.begin({ PREFERRED_CHALLENGE: "PASSWORD_SRP", SRP_A: client.publicHex });
    expect(question).toMatchObject({ ChallengeName: "PASSWORD_VERIFIER", Session: expect.any(String) });
    expect(await fixture.prove(question)).toMatchObject(signedIn);
  });

  it.each([[{}], [{ PREFERRED_CHALLENGE: "EMAIL_OTP" }], [{ PREFERRED_CHALLENGE: "WEB_AUTHN" }]])(
    "offers what there is to %j, to a name that nobody has as well",
    async (preferred) => {
      using fixture = await openWithAda();
      expect(await fixture.begin(preferred)).toEqual(offered);
      expect(await fixture.begin({ ...preferred, USERNAME: "nobody@example.com" })).toEqual(offered);
    },
  );

  it("takes the password with the choice, or after it", async () => {
    using fixture = await openWithAda();
    const choose = async (more: object) =>
      fixture.respond("SELECT_CHALLENGE", (await fixture.begin({}))["Session"], { ANSWER: "PASSWORD", ...more });
    expect(await choose({ PASSWORD: ada.password })).toMatchObject(signedIn);
    const asked = await choose({});
    expect(asked).toMatchObject({ ChallengeName: "PASSWORD", Session: expect.any(String) });
    expect(await fixture.respond("PASSWORD", asked["Session"], { PASSWORD: ada.password })).toMatchObject(signedIn);
  });

  it("takes a proof with the choice, or after it", async () => {
    using fixture = await openWithAda();
    const choose = async (more: object) =>
      fixture.respond("SELECT_CHALLENGE", (await fixture.begin({}))["Session"], { ANSWER: "PASSWORD_SRP", ...more });
    expect(await fixture.prove(await choose({ SRP_A: client.publicHex }))).toMatchObject(signedIn);
    const asked = await choose({});
    expect(asked).toMatchObject({ ChallengeName: "PASSWORD_SRP" });
    const question = await fixture.respond("PASSWORD_SRP", asked["Session"], { SRP_A: client.publicHex });
    expect(await fixture.prove(question)).toMatchObject(signedIn);
  });

  it("takes one answer, of the name that was asked, within three minutes", async () => {
    using fixture = await openWithAda();
    const right = { ANSWER: "PASSWORD", PASSWORD: ada.password };
    const { Session } = await fixture.begin({});
    expect(
      await fixture.respond("SELECT_CHALLENGE", Session, { ...right, USERNAME: "else@example.com" }),
    ).toMatchObject({
      message: "Invalid session for the user.",
    });
    expect(await fixture.respond("SELECT_CHALLENGE", Session, right)).toMatchObject(signedIn);
    expect(await fixture.respond("SELECT_CHALLENGE", Session, right)).toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });
    const { Session: late } = await fixture.begin({});
    fixture.clock.advance(minutes(3));
    expect(await fixture.respond("SELECT_CHALLENGE", late, right)).toMatchObject({
      message: "Invalid session for the user, session is expired.",
    });
  });

  it("refuses a choice that was not offered, and one without a session", async () => {
    using fixture = await openWithAda();
    const { Session } = await fixture.begin({});
    expect(await fixture.respond("SELECT_CHALLENGE", Session, { ANSWER: "SMS_OTP" })).toMatchObject({
      __type: "InvalidParameterException",
    });
    expect(await fixture.respond("SELECT_CHALLENGE", undefined, { ANSWER: "PASSWORD" })).toMatchObject({
      __type: "InvalidParameterException",
      message: "Missing required parameter Session",
    });
  });

  it("lets somebody in who has just confirmed the address, once, and nobody else", async () => {
    using fixture = await openWithAda();
    const grace = { ClientId: "web", Username: "grace@example.com" };
    await fixture.call("SignUp", { ...grace, Password: ada.password });
    const confirmed = await fixture.call("ConfirmSignUp", { ...grace, ConfirmationCode: fixture.mailedCode() });
    const Session = confirmed["Session"];
    const invalid = { message: "Invalid session for the user." };
    expect(await fixture.begin({}, { Session })).toMatchObject(invalid);
    expect(await fixture.begin({ USERNAME: grace.Username }, { Session, ClientId: "legacy" })).toMatchObject(invalid);
    expect(await fixture.begin({ USERNAME: grace.Username }, { Session })).toMatchObject(signedIn);
    expect(await fixture.begin({ USERNAME: grace.Username }, { Session })).toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });
  });
});

describe("a challenge", () => {
  it("that this pool does not have cannot be answered", async () => {
    using fixture = await openWithAda();
    expect(await fixture.respond("SMS_MFA", "A".repeat(44), { SMS_MFA_CODE: "123456" })).toMatchObject({
      __type: "InvalidParameterException",
      message: "This user pool does not ask for SMS_MFA.",
    });
  });

  it("of one kind cannot be answered as another", async () => {
    using fixture = await openWithAda();
    const { Session } = await fixture.begin({});
    for (const [name, answer] of [
      ["SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: "123456" }],
      ["NEW_PASSWORD_REQUIRED", { NEW_PASSWORD: "Another-Password-1" }],
    ] as const) {
      expect(await fixture.respond(name, Session, answer)).toMatchObject({ message: "Invalid session for the user." });
    }
  });
});
