import { days, minutes, seconds } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "./local-identity-provider.ts";
import { poolFile } from "./open-user-pool-database.ts";
import { ada, openPool } from "./user-pool.fixture.ts";

const incorrect = { status: 400, __type: "NotAuthorizedException", message: "Incorrect username or password." };
const locked = { status: 400, __type: "NotAuthorizedException", message: "Password attempts exceeded" };

const openWithAda = async () => {
  const fixture = openPool();
  await fixture.addAda();
  fixture.hashed.length = 0;
  const signIn = (PASSWORD: string, USERNAME = ada.email) =>
    fixture.call("InitiateAuth", {
      ClientId: "web",
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    });
  const refresh = (RefreshToken: string, ClientId = "web") =>
    fixture.call("GetTokensFromRefreshToken", { ClientId, RefreshToken });
  const wrong = async (times: number, username?: string) => {
    for (let count = 0; count < times; count += 1) expect(await signIn("Wrong-1", username)).toEqual(incorrect);
  };
  return { ...fixture, attempt: signIn, refresh, wrong };
};

describe("signing in", () => {
  it("answers an unknown name as it answers a wrong password, after the same work", async () => {
    using fixture = await openWithAda();
    const wrong = await fixture.attempt("Wrong-1");
    const work = fixture.hashed.splice(0);
    const unknown = await fixture.attempt("Wrong-1", "nobody@example.com");
    expect(unknown).toEqual(wrong);
    expect(fixture.hashed).toEqual(work);
    expect(work).toEqual(["Wrong-1"]);
  });

  it("tells that somebody is not confirmed only to who has the password", async () => {
    using fixture = await openWithAda();
    await fixture.call("SignUp", { ClientId: "web", Username: "grace@example.com", Password: ada.password });
    expect(await fixture.attempt("Wrong-1", "grace@example.com")).toEqual(incorrect);
    expect(await fixture.attempt(ada.password, "grace@example.com")).toMatchObject({
      __type: "UserNotConfirmedException",
    });
  });

  it("tells that somebody is disabled only to who has the password", async () => {
    using fixture = await openWithAda();
    const { UserAttributes } = await fixture.call("GetUser", { AccessToken: (await fixture.signIn()).AccessToken });
    const [sub] = UserAttributes as { Value: string }[];
    await createLocalIdentityProvider(fixture).disable(sub?.Value ?? "");
    expect(await fixture.attempt("Wrong-1")).toEqual(incorrect);
    expect(await fixture.attempt(ada.password)).toMatchObject({
      __type: "NotAuthorizedException",
      message: "User is disabled.",
    });
  });

  it("takes the address in any case, and the subject", async () => {
    using fixture = await openWithAda();
    const user = await fixture.call("GetUser", { AccessToken: (await fixture.signIn()).AccessToken });
    expect(await fixture.attempt(ada.password, "ADA@EXAMPLE.COM")).toMatchObject({ status: 200 });
    expect(await fixture.attempt(ada.password, String(user["Username"]))).toMatchObject({ status: 200 });
  });

  it("locks for a second after five wrong passwords, without a look at the next", async () => {
    using fixture = await openWithAda();
    await fixture.wrong(5);
    expect(await fixture.attempt(ada.password)).toEqual(locked);
    expect(fixture.hashed).toHaveLength(5);
    fixture.clock.advance(seconds(1));
    expect(await fixture.attempt(ada.password)).toMatchObject({ status: 200 });
  });

  it("locks twice as long after each further one, whatever was tried meanwhile", async () => {
    using fixture = await openWithAda();
    await fixture.wrong(5);
    for (const pause of [1, 2, 4, 8, 16, 32]) {
      fixture.clock.advance(seconds(pause) - 1);
      expect(await fixture.attempt("Wrong-1")).toEqual(locked);
      fixture.clock.advance(1);
      await fixture.wrong(1);
    }
  });

  it("forgets wrong passwords after a right one", async () => {
    using fixture = await openWithAda();
    await fixture.wrong(4);
    await fixture.attempt(ada.password);
    await fixture.wrong(4);
    expect(await fixture.attempt(ada.password)).toMatchObject({ status: 200 });
  });

  it("forgets wrong passwords after 15 minutes", async () => {
    using fixture = await openWithAda();
    await fixture.wrong(4);
    fixture.clock.advance(minutes(15));
    await fixture.wrong(4);
    expect(await fixture.attempt(ada.password)).toMatchObject({ status: 200 });
  });

  it("locks a name that nobody has in the same way", async () => {
    using fixture = await openWithAda();
    await fixture.wrong(5, "nobody@example.com");
    expect(await fixture.attempt(ada.password, "nobody@example.com")).toEqual(locked);
    expect(await fixture.attempt(ada.password)).toMatchObject({ status: 200 });
  });

  it("counts guesses that come together one by one, by the address or the subject", async () => {
    using fixture = await openWithAda();
    const { Username } = await fixture.call("GetUser", { AccessToken: (await fixture.signIn()).AccessToken });
    fixture.hashed.length = 0;
    const guesses = Array.from({ length: 20 }, (_, count) =>
      fixture.attempt(`Wrong-${count}`, count % 2 === 0 ? ada.email : String(Username)),
    );
    expect((await Promise.all(guesses)).filter(({ message }) => message === incorrect.message)).toHaveLength(5);
    expect(fixture.hashed).toHaveLength(5);
  });

  it("lets somebody in on ten devices at the same moment", async () => {
    using fixture = await openWithAda();
    const answers = await Promise.all(Array.from({ length: 10 }, () => fixture.attempt(ada.password)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("turns away who comes while twenty wait for the same name", async () => {
    using fixture = await openWithAda();
    const answers = await Promise.all(Array.from({ length: 30 }, () => fixture.attempt(ada.password)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(21);
    expect(answers.filter((answer) => answer["__type"] === "TooManyRequestsException")).toHaveLength(9);
  });
});

describe("a refresh token", () => {
  const notAuthorized = (message: string) => ({ status: 400, __type: "NotAuthorizedException", message });

  it("is good for 30 days from the sign-in, however often it is used", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn();
    fixture.clock.advance(days(30) - 1);
    expect(await fixture.refresh(RefreshToken)).toMatchObject({ status: 200 });
    fixture.clock.advance(1);
    expect(await fixture.refresh(RefreshToken)).toEqual(notAuthorized("Refresh Token has expired"));
  });

  it("is of 256 bits, and kept as a digest alone", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn();
    expect(Buffer.from(RefreshToken, "base64url")).toHaveLength(32);
    const rows = fixture.database[poolFile].prepare("SELECT * FROM sessions").all();
    expect(JSON.stringify(rows)).not.toContain(RefreshToken);
  });

  it.each([["made-up"], ["A".repeat(43)], ["a.b.c"]])("that the pool did not make is refused: %s", async (token) => {
    using fixture = await openWithAda();
    expect(await fixture.refresh(token)).toEqual(notAuthorized("Invalid Refresh Token"));
  });

  it("of one client is worth nothing to another", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn();
    expect(await fixture.refresh(RefreshToken, "legacy")).toEqual(notAuthorized("Invalid Refresh Token"));
    expect(await fixture.call("RevokeToken", { ClientId: "legacy", Token: RefreshToken })).toMatchObject({
      __type: "UnauthorizedException",
    });
    expect(await fixture.refresh(RefreshToken)).toMatchObject({ status: 200 });
  });

  it("that was revoked ends its session and no other", async () => {
    using fixture = await openWithAda();
    const [phone, laptop] = [await fixture.signIn(), await fixture.signIn()];
    const refreshed = await fixture.refresh(phone.RefreshToken);
    const { AccessToken } = refreshed["AuthenticationResult"] as { AccessToken: string };
    expect(await fixture.call("RevokeToken", { ClientId: "web", Token: phone.RefreshToken })).toEqual({ status: 200 });
    expect(await fixture.call("RevokeToken", { ClientId: "web", Token: phone.RefreshToken })).toEqual({ status: 200 });
    for (const token of [phone.AccessToken, AccessToken]) {
      expect(await fixture.call("GetUser", { AccessToken: token })).toEqual(
        notAuthorized("Access Token has been revoked"),
      );
    }
    expect(await fixture.refresh(laptop.RefreshToken)).toMatchObject({ status: 200 });
    expect(await fixture.call("GetUser", { AccessToken: laptop.AccessToken })).toMatchObject({ status: 200 });
  });

  it("that nobody knows needs no revoking, and an access token cannot be revoked", async () => {
    using fixture = await openWithAda();
    expect(await fixture.call("RevokeToken", { ClientId: "web", Token: "made-up" })).toEqual({ status: 200 });
    const { AccessToken } = await fixture.signIn();
    expect(await fixture.call("RevokeToken", { ClientId: "web", Token: AccessToken })).toMatchObject({
      __type: "UnsupportedTokenTypeException",
    });
  });

  it("is forgotten some time after it has expired", async () => {
    using fixture = await openWithAda();
    await fixture.signIn();
    fixture.clock.advance(days(30));
    await fixture.signIn();
    expect(fixture.database[poolFile].prepare("SELECT * FROM sessions").all()).toHaveLength(1);
  });
});
