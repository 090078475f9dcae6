import { minutes, seconds } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "../local-identity-provider.ts";
import { poolFile } from "../open-user-pool-database.ts";
import { createSrpClient } from "../srp/srp-client.fixture.ts";
import { ada, openPool } from "../user-pool.fixture.ts";

type Question = Record<string, string>;

const client = createSrpClient("tintype");
const incorrect = { status: 400, __type: "NotAuthorizedException", message: "Incorrect username or password." };
const session = (rest: string) => ({
  status: 400,
  __type: "NotAuthorizedException",
  message: `Invalid session for the user${rest}`,
});

const openWithAda = async (changes = {}) => {
  const fixture = openPool(changes);
  await fixture.addAda();
  fixture.hashed.length = 0;
  const begin = async (USERNAME = ada.email, ClientId = "web") => {
    const AuthParameters = { USERNAME, SRP_A: client.publicHex };
    const answer = await fixture.call("InitiateAuth", { ClientId, AuthFlow: "USER_SRP_AUTH", AuthParameters });
    expect(answer).toMatchObject({ status: 200, ChallengeName: "PASSWORD_VERIFIER" });
    return answer["ChallengeParameters"] as Question;
  };
  const respond = (question: Question, password = ada.password, ClientId = "web") =>
    fixture.call("RespondToAuthChallenge", {
      ClientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: client.answer(question, password),
    });
  const prove = async (password = ada.password, username = ada.email) => respond(await begin(username), password);
  return { ...fixture, begin, respond, prove };
};

describe("signing in by SRP", () => {
  it("gives tokens to who knows the password, and computes no slow hash", async () => {
    using fixture = await openWithAda();
    expect(await fixture.prove()).toMatchObject({
      status: 200,
      ChallengeParameters: {},
      AuthenticationResult: { TokenType: "Bearer", RefreshToken: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect(fixture.hashed).toEqual([]);
  });

  it("refuses a wrong password and a name that nobody has in the same words", async () => {
    using fixture = await openWithAda();
    expect(await fixture.prove("Wrong-1")).toEqual(incorrect);
    expect(await fixture.prove(ada.password, "nobody@example.com")).toEqual(incorrect);
  });

  it("asks a name that nobody has the same each time, and each name something else", async () => {
    using fixture = await openWithAda();
    const [one, again, other] = [
      await fixture.begin("nobody@example.com"),
      await fixture.begin("NOBODY@example.com"),
      await fixture.begin("none@example.com"),
    ];
    expect([again["SALT"], again["USER_ID_FOR_SRP"]]).toEqual([one["SALT"], one["USER_ID_FOR_SRP"]]);
    expect(other["SALT"]).not.toBe(one["SALT"]);
    expect(other["USER_ID_FOR_SRP"]).not.toBe(one["USER_ID_FOR_SRP"]);
    expect(again["SRP_B"]).not.toBe(one["SRP_B"]);
  });

  it("is known by the subject, whatever somebody typed", async () => {
    using fixture = await openWithAda();
    const question = await fixture.begin("ADA@example.com");
    const { Username } = await fixture.call("GetUser", { AccessToken: (await fixture.signIn()).AccessToken });
    expect(question).toMatchObject({ USERNAME: Username, USER_ID_FOR_SRP: Username });
    expect(await fixture.respond(question)).toMatchObject({ status: 200 });
    expect(await fixture.prove(ada.password, String(Username))).toMatchObject({ status: 200 });
  });

  it("answers a question once, right or wrong", async () => {
    using fixture = await openWithAda();
    const [right, wrong] = [await fixture.begin(), await fixture.begin()];
    expect(await fixture.respond(right)).toMatchObject({ status: 200 });
    expect(await fixture.respond(right)).toEqual(session(", session can only be used once."));
    expect(await fixture.respond(wrong, "Wrong-1")).toEqual(incorrect);
    expect(await fixture.respond(wrong)).toEqual(session(", session can only be used once."));
  });

  it("gives three minutes to answer", async () => {
    using fixture = await openWithAda();
    const [inTime, late] = [await fixture.begin(), await fixture.begin()];
    fixture.clock.advance(minutes(3) - 1);
    expect(await fixture.respond(inTime)).toMatchObject({ status: 200 });
    fixture.clock.advance(1);
    expect(await fixture.respond(late)).toEqual(session(", session is expired."));
  });

  it("takes an answer from the client alone that was asked", async () => {
    using fixture = await openWithAda();
    const question = await fixture.begin();
    expect(await fixture.respond(question, ada.password, "legacy")).toEqual(session("."));
    expect(await fixture.respond(question)).toMatchObject({ status: 200 });
  });

  it("takes no answer to a question that it never asked", async () => {
    using fixture = await openWithAda();
    const question = await fixture.begin();
    const SECRET_BLOCK = Buffer.alloc(32, 1).toString("base64");
    expect(await fixture.respond({ ...question, SECRET_BLOCK })).toEqual(session("."));
  });

  it("takes no answer to a question about a password that was changed meanwhile", async () => {
    using fixture = await openWithAda();
    const question = await fixture.begin();
    const { AccessToken } = await fixture.signIn();
    const change = { AccessToken, PreviousPassword: ada.password, ProposedPassword: "Another-Password-1" };
    expect(await fixture.call("ChangePassword", change)).toEqual({ status: 200 });
    expect(await fixture.respond(question)).toEqual(incorrect);
    expect(await fixture.prove("Another-Password-1")).toMatchObject({ status: 200 });
    expect(await fixture.prove()).toEqual(incorrect);
  });

  it("tells that somebody is disabled or not confirmed only to who has the password", async () => {
    using fixture = await openWithAda();
    const { USERNAME = "" } = await fixture.begin();
    await createLocalIdentityProvider(fixture).disable(USERNAME);
    expect(await fixture.prove("Wrong-1")).toEqual(incorrect);
    expect(await fixture.prove()).toMatchObject({ message: "User is disabled." });
    const Username = "grace@example.com";
    await fixture.call("SignUp", { ClientId: "web", Username, Password: ada.password });
    expect(await fixture.prove("Wrong-1", Username)).toEqual(incorrect);
    expect(await fixture.prove(ada.password, Username)).toMatchObject({ __type: "UserNotConfirmedException" });
  });

  it("counts wrong proofs together with wrong passwords, and locks the name", async () => {
    using fixture = await openWithAda();
    const AuthParameters = { USERNAME: ada.email, PASSWORD: "Wrong-1" };
    for (let count = 0; count < 4; count += 1) expect(await fixture.prove("Wrong-1")).toEqual(incorrect);
    await fixture.call("InitiateAuth", { ClientId: "web", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
    const locked = { __type: "NotAuthorizedException", message: "Password attempts exceeded" };
    expect(await fixture.prove()).toMatchObject(locked);
    fixture.clock.advance(seconds(1));
    expect(await fixture.prove()).toMatchObject({ status: 200 });
  });

  it("counts guesses that come together one by one", async () => {
    using fixture = await openWithAda();
    const questions = await Promise.all(Array.from({ length: 20 }, () => fixture.begin()));
    const answers = await Promise.all(questions.map((question) => fixture.respond(question, "Wrong-1")));
    expect(answers.filter(({ message }) => message === incorrect.message)).toHaveLength(5);
  });

  it("keeps no password, and no verifier that could be guessed against", async () => {
    using fixture = await openWithAda();
    const rows = fixture.database[poolFile].prepare("SELECT * FROM users").all();
    expect(rows).toMatchObject([{ srp_salt: expect.any(String), srp_hidden: expect.any(String) }]);
    expect(JSON.stringify(rows)).not.toContain(ada.password);
  });

  it("works for somebody of a time before SRP once the password was seen", async () => {
    using fixture = await openWithAda();
    fixture.database[poolFile].prepare("UPDATE users SET srp_salt = NULL, srp_hidden = NULL").run();
    expect(await fixture.prove()).toEqual(incorrect);
    await fixture.signIn();
    expect(await fixture.prove()).toMatchObject({ status: 200 });
  });

  it.each([["0"], ["not hexadecimal"]])("cannot begin with %s", async (SRP_A) => {
    using fixture = await openWithAda();
    const AuthParameters = { USERNAME: ada.email, SRP_A };
    expect(
      await fixture.call("InitiateAuth", { ClientId: "web", AuthFlow: "USER_SRP_AUTH", AuthParameters }),
    ).toMatchObject({ __type: "InvalidParameterException" });
  });
});
