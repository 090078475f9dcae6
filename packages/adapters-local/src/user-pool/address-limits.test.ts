import { minutes, parseSettings, seconds } from "@tintype/core";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createLocalRateLimiter } from "../rates/local-rate-limiter.ts";
import { createSrpClient } from "./srp/srp-client.fixture.ts";
import { ada, openPool } from "./user-pool.fixture.ts";

const { guesses } = parseSettings({ publicUrl: "https://photos.example.com" }).rates;
const incorrect = "Incorrect username or password.";
const exceeded = "Password attempts exceeded";

/** A pool with Ada that counts by address, and what a caller at an address can try. */
const openWithAda = async () => {
  const clock = createManualClock();
  const fixture = openPool({ clock, limits: { rates: createLocalRateLimiter({ clock }), guesses } });
  await fixture.addAda();
  fixture.hashed.length = 0;
  const call = async (operation: string, input: object, address: string) => {
    const target = `AWSCognitoIdentityProviderService.${operation}`;
    const answer = await fixture.pool.handle(target, { ClientId: "web", ...input }, { address });
    return { status: answer.status, ...(JSON.parse(answer.body) as { __type?: string; message?: string }) };
  };
  const signIn = (PASSWORD: string, USERNAME = ada.email, address = "192.0.2.1") =>
    call("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME, PASSWORD } }, address);
  const hashes = () => fixture.hashed.splice(0).length;
  return { ...fixture, clock, at: call, attempt: signIn, hashes };
};

describe("guessing a password from one address", () => {
  it("is possible five times, and then after pauses of 1, 2, 4, 8, 15 and 15 minutes", async () => {
    using fixture = await openWithAda();
    for (let count = 0; count < 5; count += 1) expect((await fixture.attempt("Wrong-1")).message).toBe(incorrect);
    for (const pause of [1, 2, 4, 8, 15, 15]) {
      fixture.clock.advance(minutes(pause) - 1);
      expect((await fixture.attempt(ada.password)).message).toBe(exceeded);
      fixture.clock.advance(1);
      expect((await fixture.attempt("Wrong-1")).message).toBe(incorrect);
    }
  });

  it("leaves who is elsewhere alone, but for the lock of the name", async () => {
    using fixture = await openWithAda();
    for (let count = 0; count < 5; count += 1) await fixture.attempt("Wrong-1");
    fixture.clock.advance(seconds(1));
    expect((await fixture.attempt(ada.password)).message).toBe(exceeded);
    expect(await fixture.attempt(ada.password, ada.email, "192.0.2.2")).toMatchObject({ status: 200 });
  });

  it("begins anew after a right one", async () => {
    using fixture = await openWithAda();
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4; count += 1) expect((await fixture.attempt("Wrong-1")).message).toBe(incorrect);
      expect(await fixture.attempt(ada.password)).toMatchObject({ status: 200 });
    }
  });

  it("goes on counting whichever door is tried: the password, a proof of it, a change of it", async () => {
    using fixture = await openWithAda();
    const { AccessToken } = await fixture.signIn();
    const change = { AccessToken, PreviousPassword: "Wrong-1", ProposedPassword: "Another-Password-1" };
    for (let count = 0; count < 5; count += 1) {
      expect((await fixture.at("ChangePassword", change, "192.0.2.1")).message).toBe(incorrect);
    }
    fixture.clock.advance(seconds(30));
    expect((await fixture.attempt(ada.password)).message).toBe(exceeded);
    const client = createSrpClient("tintype");
    const AuthParameters = { USERNAME: ada.email, SRP_A: client.publicHex };
    const begun = await fixture.at("InitiateAuth", { AuthFlow: "USER_SRP_AUTH", AuthParameters }, "192.0.2.1");
    const { ChallengeParameters: question } = begun as unknown as { ChallengeParameters: Record<string, string> };
    const ChallengeResponses = client.answer(question, ada.password);
    const answer = { ChallengeName: "PASSWORD_VERIFIER", ChallengeResponses };
    expect((await fixture.at("RespondToAuthChallenge", answer, "192.0.2.1")).message).toBe(exceeded);
  });
});

describe("ten thousand guesses", () => {
  const guess = (count: number) => `Guess-${count}`;
  const tenThousand = Array.from({ length: 10_000 }, (_, count) => count);

  it("at one password from one address cost five hashes", async () => {
    using fixture = await openWithAda();
    for (const count of tenThousand) await fixture.attempt(guess(count));
    expect(fixture.hashes()).toBe(5);
  });

  it("at one password from as many addresses cost five hashes", async () => {
    using fixture = await openWithAda();
    for (const count of tenThousand) await fixture.attempt(guess(count), ada.email, `192.0.2.${count}`);
    expect(fixture.hashes()).toBe(5);
  });

  it("at as many names from one address cost sixty hashes", async () => {
    using fixture = await openWithAda();
    for (const count of tenThousand) await fixture.attempt(guess(count), `${count}@example.com`);
    expect(fixture.hashes()).toBe(60);
  });

  it("at one password in a day cost a hundred and three hashes", async () => {
    using fixture = await openWithAda();
    for (const count of tenThousand) {
      fixture.clock.advance(minutes(24 * 60) / 10_000);
      await fixture.attempt(guess(count));
    }
    expect(fixture.hashes()).toBe(103);
  });

  it("at a code for another password cost none", async () => {
    using fixture = await openWithAda();
    const at = (count: number) => `192.0.2.${count}`;
    await fixture.at("ForgotPassword", { Username: ada.email }, at(1));
    const refusals = new Map<string | undefined, number>();
    for (const count of tenThousand) {
      const ConfirmationCode = String(count).padStart(6, "0");
      const input = { Username: ada.email, ConfirmationCode, Password: "Another-Password-1" };
      const { __type: type } = await fixture.at("ConfirmForgotPassword", input, at(count));
      refusals.set(type, (refusals.get(type) ?? 0) + 1);
    }
    expect(fixture.hashes()).toBe(0);
    expect(Object.fromEntries(refusals)).toEqual({ CodeMismatchException: 10, LimitExceededException: 9_990 });
  });
});

describe("work for one address", () => {
  it("is refused beyond sixty hashes at once, and one a second after", async () => {
    using fixture = await openWithAda();
    const signUp = (count: number, address = "192.0.2.1") =>
      fixture.at("SignUp", { Username: `new-${count}@example.com`, Password: ada.password }, address);
    for (let count = 0; count < 60; count += 1) expect((await signUp(count)).status).toBe(200);
    expect(await signUp(60)).toMatchObject({ status: 400, __type: "TooManyRequestsException" });
    expect((await signUp(61, "192.0.2.2")).status).toBe(200);
    fixture.clock.advance(seconds(1));
    expect((await signUp(62)).status).toBe(200);
    expect((await signUp(63)).status).toBe(400);
  });

  it.each([["USER_SRP_AUTH"], ["USER_AUTH"]])("is refused beyond 120 questions at once: %s", async (AuthFlow) => {
    using fixture = await openWithAda();
    const AuthParameters = { USERNAME: ada.email, SRP_A: "ff" };
    const ask = () => fixture.at("InitiateAuth", { AuthFlow, AuthParameters }, "192.0.2.1");
    for (let count = 0; count < 120; count += 1) expect((await ask()).status).toBe(200);
    expect(await ask()).toMatchObject({ __type: "TooManyRequestsException" });
  });
});

describe("guessing a code from one address", () => {
  it("is possible five times, and then after a pause", async () => {
    using fixture = await openWithAda();
    const Username = "grace@example.com";
    await fixture.call("SignUp", { ClientId: "web", Username, Password: ada.password });
    const code = fixture.mailedCode();
    const wrong = code === "000000" ? "000001" : "000000";
    const confirm = (ConfirmationCode: string) =>
      fixture.at("ConfirmSignUp", { Username, ConfirmationCode }, "192.0.2.1");
    for (let count = 0; count < 5; count += 1) expect((await confirm(wrong)).__type).toBe("CodeMismatchException");
    expect(await confirm(code)).toMatchObject({
      __type: "LimitExceededException",
      message: "Attempt limit exceeded, please try after some time.",
    });
    fixture.clock.advance(minutes(1));
    expect(await confirm(code)).toMatchObject({ status: 200 });
  });
});

it("refuses what cannot be counted", async () => {
  const broken = { take: () => Promise.reject(new Error("down")), forget: async () => {} };
  using fixture = openPool({ limits: { rates: broken, guesses } });
  await fixture.addAda();
  const input = {
    ClientId: "web",
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: ada.email, PASSWORD: ada.password },
  };
  const target = "AWSCognitoIdentityProviderService.InitiateAuth";
  expect(await fixture.pool.handle(target, input, { address: "192.0.2.1" })).toMatchObject({ status: 500 });
});
