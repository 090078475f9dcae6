import { minutes, seconds } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { poolFile } from "../open-user-pool-database.ts";
import { ada, openPool } from "../user-pool.fixture.ts";
import { stepsAt, totpCode } from "./totp.ts";

const mismatch = { status: 400, __type: "CodeMismatchException", message: "Invalid code received for user" };
const used = {
  status: 400,
  __type: "ExpiredCodeException",
  message: "Your software token has already been used once.",
};
const signedIn = { status: 200, AuthenticationResult: { TokenType: "Bearer" } };

function bytesOf(base32: string): Buffer {
  const bits = Array.from(base32, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

const openWithAda = async () => {
  const fixture = openPool();
  await fixture.addAda();
  const { AccessToken } = await fixture.signIn();
  const as = (operation: string, input = {}) => fixture.call(operation, { AccessToken, ...input });
  const associate = async () => String((await as("AssociateSoftwareToken"))["SecretCode"]);
  /** What the app shows, `later` steps from now. */
  const code = (secret: string, later = 0) => totpCode(bytesOf(secret), (stepsAt(fixture.clock.now())[1] ?? 0) + later);
  const verify = (UserCode: string) => as("VerifySoftwareToken", { UserCode });
  const prefer = (Enabled: boolean, PreferredMfa = Enabled) =>
    as("SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled, PreferredMfa } });
  const begin = () =>
    fixture.call("InitiateAuth", {
      ClientId: "web",
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: ada.email, PASSWORD: ada.password },
    });
  const respond = (Session: unknown, text: string, USERNAME = ada.email) =>
    fixture.call("RespondToAuthChallenge", {
      ClientId: "web",
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session,
      ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: text },
    });
  return { ...fixture, as, associate, code, verify, prefer, begin, respond };
};

/** Ada has an authenticator, which showed a code two minutes ago. */
const openWithAuthenticator = async () => {
  const fixture = await openWithAda();
  const secret = await fixture.associate();
  expect(await fixture.verify(fixture.code(secret))).toEqual({ status: 200, Status: "SUCCESS" });
  expect(await fixture.prefer(true)).toEqual({ status: 200 });
  fixture.clock.advance(minutes(2));
  const session = async () => (await fixture.begin())["Session"];
  return { ...fixture, secret, session };
};

const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("setting an authenticator up", () => {
  it("gives a secret of 160 bits, another one each time, which is not stored", async () => {
    using fixture = await openWithAda();
    const [first, second] = [await fixture.associate(), await fixture.associate()];
    expect(first).toMatch(/^[A-Z2-7]{32}$/);
    expect(second).not.toBe(first);
    const rows = JSON.stringify(fixture.database[poolFile].prepare("SELECT * FROM authenticators").all());
    for (const secret of [first, second]) {
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(bytesOf(secret).toString("base64url"));
    }
  });

  it("needs a code of the secret that was given last", async () => {
    using fixture = await openWithAda();
    const [first, second] = [await fixture.associate(), await fixture.associate()];
    const wrong = { __type: "EnableSoftwareTokenMFAException", message: "Code mismatch" };
    expect(await fixture.verify(fixture.code(first))).toMatchObject(wrong);
    expect(await fixture.verify(otherThan(fixture.code(second)))).toMatchObject(wrong);
    expect(await fixture.verify(fixture.code(second))).toEqual({ status: 200, Status: "SUCCESS" });
  });

  it("changes nothing at sign-in before it is preferred", async () => {
    using fixture = await openWithAda();
    await fixture.verify(fixture.code(await fixture.associate()));
    expect(await fixture.begin()).toMatchObject(signedIn);
    expect(await fixture.as("GetUser")).not.toHaveProperty("UserMFASettingList");
  });

  it("cannot be skipped", async () => {
    using fixture = await openWithAda();
    expect(await fixture.verify("123456")).toMatchObject({ message: "User has not set up software token mfa" });
    await fixture.associate();
    expect(await fixture.prefer(true)).toMatchObject({
      __type: "InvalidParameterException",
      message: "User has not verified software token mfa",
    });
    for (const operation of ["AssociateSoftwareToken", "VerifySoftwareToken"]) {
      const Session = "A".repeat(44);
      expect(await fixture.call(operation, { Session, UserCode: "123456" })).toMatchObject({
        __type: "NotAuthorizedException",
        message: "Invalid session for the user.",
      });
    }
  });

  it("leaves an earlier one as it is until the new one has shown a code", async () => {
    using fixture = await openWithAuthenticator();
    const next = await fixture.associate();
    expect(await fixture.respond(await fixture.session(), fixture.code(next))).toEqual(mismatch);
    expect(await fixture.respond(await fixture.session(), fixture.code(fixture.secret))).toMatchObject(signedIn);
    await fixture.verify(fixture.code(next));
    fixture.clock.advance(minutes(2));
    expect(await fixture.respond(await fixture.session(), fixture.code(fixture.secret))).toEqual(mismatch);
    expect(await fixture.respond(await fixture.session(), fixture.code(next))).toMatchObject(signedIn);
  });
});

describe("preferences", () => {
  it("are told with the user and the factors", async () => {
    using fixture = await openWithAuthenticator();
    const both = { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"], PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" };
    expect(await fixture.as("GetUser")).toMatchObject(both);
    expect(await fixture.as("GetUserAuthFactors")).toMatchObject({ ...both, ConfiguredUserAuthFactors: ["PASSWORD"] });
    await fixture.prefer(true, false);
    expect(await fixture.as("GetUser")).not.toHaveProperty("PreferredMfaSetting");
    expect(await fixture.begin()).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
  });

  it("switch the authenticator off, and on again", async () => {
    using fixture = await openWithAuthenticator();
    await fixture.as("SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: false } });
    expect(await fixture.begin()).toMatchObject(signedIn);
    await fixture.prefer(true);
    expect(await fixture.begin()).toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
  });

  it.each([
    [{ SMSMfaSettings: { Enabled: true } }],
    [{ EmailMfaSettings: { Enabled: true, PreferredMfa: true } }],
    [{ SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: true } }],
  ])("cannot be %j", async (settings) => {
    using fixture = await openWithAuthenticator();
    expect(await fixture.as("SetUserMFAPreference", settings)).toMatchObject({ __type: "InvalidParameterException" });
  });

  it("may say of what there is not that it is off", async () => {
    using fixture = await openWithAda();
    const settings = { SMSMfaSettings: { Enabled: false, PreferredMfa: false }, SoftwareTokenMfaSettings: null };
    expect(await fixture.as("SetUserMFAPreference", settings)).toEqual({ status: 200 });
  });
});

describe("a code at sign-in", () => {
  it("is asked for after the right password alone", async () => {
    using fixture = await openWithAuthenticator();
    const wrong = { USERNAME: ada.email, PASSWORD: "Wrong-1" };
    const request = { ClientId: "web", AuthFlow: "USER_PASSWORD_AUTH" };
    expect(await fixture.call("InitiateAuth", { ...request, AuthParameters: wrong })).toMatchObject({
      message: "Incorrect username or password.",
    });
    expect(await fixture.begin()).toEqual({
      status: 200,
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      ChallengeParameters: { USER_ID_FOR_SRP: expect.any(String) },
      Session: expect.any(String),
    });
  });

  it.each([[-1], [0], [1]])("is good %d steps from now, and no further", async (later) => {
    using fixture = await openWithAuthenticator();
    const session = await fixture.session();
    expect(await fixture.respond(session, fixture.code(fixture.secret, later < 0 ? -2 : 2))).toEqual(mismatch);
    expect(await fixture.respond(session, fixture.code(fixture.secret, later))).toMatchObject(signedIn);
  });

  it("works once, and none before it works any more", async () => {
    using fixture = await openWithAuthenticator();
    expect(await fixture.respond(await fixture.session(), fixture.code(fixture.secret))).toMatchObject(signedIn);
    const session = await fixture.session();
    expect(await fixture.respond(session, fixture.code(fixture.secret))).toEqual(used);
    expect(await fixture.respond(session, fixture.code(fixture.secret, -1))).toEqual(used);
    expect(await fixture.respond(session, fixture.code(fixture.secret, 1))).toMatchObject(signedIn);
  });

  it("works once, also where it is sent twice at the same moment", async () => {
    using fixture = await openWithAuthenticator();
    const sessions = await Promise.all([fixture.session(), fixture.session()]);
    const answers = await Promise.all(
      sessions.map((session) => fixture.respond(session, fixture.code(fixture.secret))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("of the set-up is used", async () => {
    using fixture = await openWithAda();
    const secret = await fixture.associate();
    await fixture.verify(fixture.code(secret));
    await fixture.prefer(true);
    expect(await fixture.respond((await fixture.begin())["Session"], fixture.code(secret))).toEqual(used);
  });

  it("can be tried again in the same session, for three minutes, until one was right", async () => {
    using fixture = await openWithAuthenticator();
    const [session, late] = [await fixture.session(), await fixture.session()];
    expect(await fixture.respond(session, otherThan(fixture.code(fixture.secret)))).toEqual(mismatch);
    fixture.clock.advance(minutes(3) - 1);
    expect(await fixture.respond(session, fixture.code(fixture.secret))).toMatchObject(signedIn);
    expect(await fixture.respond(session, fixture.code(fixture.secret, 1))).toMatchObject({
      message: "Invalid session for the user, session can only be used once.",
    });
    fixture.clock.advance(1);
    expect(await fixture.respond(late, fixture.code(fixture.secret, 1))).toMatchObject({
      message: "Invalid session for the user, session is expired.",
    });
  });

  it("is of the user who was asked", async () => {
    using fixture = await openWithAuthenticator();
    const code = fixture.code(fixture.secret);
    expect(await fixture.respond(await fixture.session(), code, "else@example.com")).toMatchObject({
      message: "Invalid session for the user.",
    });
  });

  it("can be guessed five times, in however many sessions, and then after growing pauses", async () => {
    using fixture = await openWithAuthenticator();
    const guess = async () => fixture.respond(await fixture.session(), otherThan(fixture.code(fixture.secret)));
    for (let count = 0; count < 5; count += 1) expect(await guess()).toEqual(mismatch);
    const locked = { __type: "NotAuthorizedException", message: "Password attempts exceeded" };
    const right = async () => fixture.respond(await fixture.session(), fixture.code(fixture.secret));
    expect(await right()).toMatchObject(locked);
    fixture.clock.advance(seconds(1));
    expect(await guess()).toEqual(mismatch);
    fixture.clock.advance(seconds(1));
    expect(await right()).toMatchObject(locked);
    fixture.clock.advance(seconds(1));
    expect(await right()).toMatchObject(signedIn);
    for (let count = 0; count < 4; count += 1) expect(await guess()).toEqual(mismatch);
  });

  it("cannot be guessed faster by many at once", async () => {
    using fixture = await openWithAuthenticator();
    const session = await fixture.session();
    const wrong = otherThan(fixture.code(fixture.secret));
    const answers = await Promise.all(Array.from({ length: 100 }, () => fixture.respond(session, wrong)));
    expect(answers.filter((answer) => answer["__type"] === "CodeMismatchException")).toHaveLength(5);
  });
});
