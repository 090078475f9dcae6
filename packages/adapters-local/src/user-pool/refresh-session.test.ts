import { days, seconds } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { openPool } from "./user-pool.fixture.ts";

const reused = { status: 400, __type: "RefreshTokenReuseException", message: "Refresh Token has been used already" };
const revoked = { status: 400, __type: "NotAuthorizedException", message: "Refresh Token has been revoked" };

const openWithAda = async () => {
  const fixture = openPool();
  await fixture.addAda();
  const exchange = (RefreshToken: string, ClientId = "web") =>
    fixture.call("GetTokensFromRefreshToken", { ClientId, RefreshToken });
  const next = async (RefreshToken: string) => {
    const answer = await exchange(RefreshToken);
    expect(answer).toMatchObject({ status: 200 });
    return answer["AuthenticationResult"] as { RefreshToken: string; AccessToken: string };
  };
  return { ...fixture, exchange, next };
};

describe("a refresh token that rotates", () => {
  it("is exchanged for another one, each time", async () => {
    using fixture = await openWithAda();
    const seen = new Set<string>();
    let { RefreshToken } = await fixture.signIn();
    for (let time = 0; time < 5; time += 1) {
      seen.add(RefreshToken);
      fixture.clock.advance(days(1));
      ({ RefreshToken } = await fixture.next(RefreshToken));
    }
    expect(seen.size).toBe(5);
  });

  it("revokes its whole family when it comes again after the grace period", async () => {
    using fixture = await openWithAda();
    const { RefreshToken: first } = await fixture.signIn();
    const { RefreshToken: second } = await fixture.next(first);
    const { RefreshToken: third, AccessToken } = await fixture.next(second);
    fixture.clock.advance(seconds(10));
    expect(await fixture.exchange(first)).toEqual(reused);
    expect(await fixture.exchange(third)).toEqual(revoked);
    expect(await fixture.exchange(first)).toEqual(revoked);
    expect(await fixture.call("GetUser", { AccessToken })).toMatchObject({ message: "Access Token has been revoked" });
  });

  it("ends no other session by that", async () => {
    using fixture = await openWithAda();
    const [phone, laptop] = [await fixture.signIn(), await fixture.signIn()];
    await fixture.next(phone.RefreshToken);
    fixture.clock.advance(seconds(10));
    expect(await fixture.exchange(phone.RefreshToken)).toEqual(reused);
    await fixture.next(laptop.RefreshToken);
  });

  it("works again within ten seconds, for a client whose answer was lost", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn();
    const lost = await fixture.next(RefreshToken);
    fixture.clock.advance(seconds(10) - 1);
    const heard = await fixture.next(RefreshToken);
    expect(heard.RefreshToken).not.toBe(lost.RefreshToken);
    fixture.clock.advance(days(1));
    await fixture.next(heard.RefreshToken);
  });

  it("has its ten seconds from the first exchange, not from the last", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn();
    await fixture.next(RefreshToken);
    fixture.clock.advance(seconds(6));
    await fixture.next(RefreshToken);
    fixture.clock.advance(seconds(6));
    expect(await fixture.exchange(RefreshToken)).toEqual(reused);
  });

  it("gives two tabs that refresh at once a token each, both good", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn();
    const [one, other] = await Promise.all([fixture.next(RefreshToken), fixture.next(RefreshToken)]);
    expect(one.RefreshToken).not.toBe(other.RefreshToken);
    fixture.clock.advance(days(1));
    await Promise.all([fixture.next(one.RefreshToken), fixture.next(other.RefreshToken)]);
  });

  it("lives no longer than the first of its session", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn();
    fixture.clock.advance(days(29));
    const later = await fixture.next(RefreshToken);
    fixture.clock.advance(days(1));
    expect(await fixture.exchange(later.RefreshToken)).toMatchObject({ message: "Refresh Token has expired" });
  });

  it("is not used up where no tokens could be made", async () => {
    let works = true;
    using fixture = openPool({
      triggers: {
        postConfirmation: async () => {},
        signedOutEverywhere: async () => {},
        deleted: async () => {},
        addressChanged: async () => {},
        preToken: () => (works ? Promise.resolve({}) : Promise.reject(new Error("down"))),
      },
    });
    await fixture.addAda();
    const { RefreshToken } = await fixture.signIn();
    const exchange = () => fixture.call("GetTokensFromRefreshToken", { ClientId: "web", RefreshToken });
    works = false;
    expect(await exchange()).toMatchObject({ __type: "UserLambdaValidationException" });
    works = true;
    fixture.clock.advance(days(1));
    expect(await exchange()).toMatchObject({ status: 200 });
  });
});

describe("a refresh token of a client that does not rotate", () => {
  it("stays, however often it is used, by both operations", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn("legacy");
    for (let time = 0; time < 3; time += 1) {
      fixture.clock.advance(days(1));
      const answer = await fixture.exchange(RefreshToken, "legacy");
      expect(answer).toMatchObject({ status: 200, AuthenticationResult: { TokenType: "Bearer" } });
      expect(answer["AuthenticationResult"]).not.toHaveProperty("RefreshToken");
      const AuthParameters = { REFRESH_TOKEN: RefreshToken, DEVICE_KEY: null };
      expect(
        await fixture.call("InitiateAuth", { ClientId: "legacy", AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters }),
      ).toMatchObject({ status: 200 });
    }
  });

  it("cannot be refreshed in the old way by the client that rotates", async () => {
    using fixture = await openWithAda();
    const { RefreshToken } = await fixture.signIn();
    const AuthParameters = { REFRESH_TOKEN: RefreshToken };
    expect(
      await fixture.call("InitiateAuth", { ClientId: "web", AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters }),
    ).toEqual({
      status: 400,
      __type: "InvalidParameterException",
      message: "REFRESH_TOKEN_AUTH is not enabled for the client.",
    });
  });
});
