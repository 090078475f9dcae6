import { createPrivateKey } from "node:crypto";
import { type IdentityProvider, minutes } from "@tintype/core";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "./local-identity-provider.ts";
import { ada, newerKey, openPool, publicUrl, signingKey, userId } from "./user-pool.fixture.ts";
import type { TriggeredUser } from "./user-pool-options.ts";

const issuer = `${publicUrl}/user-pool/local_tintype`;
/** What the clock of the tests says. */
const now = Date.parse("2026-11-20T09:30:00.000Z") / 1_000;
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

const openWithAda = async (changes = {}) => {
  const fixture = openPool(changes);
  await fixture.addAda();
  const getUser = (AccessToken: string) => fixture.call("GetUser", { AccessToken });
  return { ...fixture, getUser };
};

describe("the tokens of a sign-in", () => {
  it("carry Cognito's claims and our user, and nothing else", async () => {
    using fixture = await openWithAda();
    const { AccessToken, IdToken } = await fixture.signIn();
    const access = decodeJwt(AccessToken);
    expect(access).toEqual({
      sub: uuid,
      iss: issuer,
      client_id: "web",
      origin_jti: uuid,
      event_id: uuid,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      auth_time: now,
      exp: now + 3_600,
      iat: now,
      jti: uuid,
      username: access.sub,
      "tintype:user": userId,
    });
    expect(decodeJwt(IdToken)).toEqual({
      sub: access.sub,
      iss: issuer,
      aud: "web",
      origin_jti: access["origin_jti"],
      event_id: access["event_id"],
      token_use: "id",
      auth_time: now,
      exp: now + 3_600,
      iat: now,
      jti: uuid,
      "cognito:username": access.sub,
      email: ada.email,
      email_verified: true,
      "tintype:user": userId,
    });
    expect(decodeProtectedHeader(AccessToken)).toEqual({ kid: "key-1", alg: "RS256" });
    expect(decodeJwt(IdToken).jti).not.toBe(access.jti);
  });

  it("verify by the published keys", async () => {
    using fixture = await openWithAda();
    const { AccessToken, IdToken } = await fixture.signIn();
    const keys = createLocalJWKSet({ keys: [...fixture.pool.jwks().keys] });
    const options = { issuer, algorithms: ["RS256"], currentDate: new Date(now * 1_000) };
    expect(await jwtVerify(AccessToken, keys, options)).toBeDefined();
    expect(await jwtVerify(IdToken, keys, { ...options, audience: "web" })).toBeDefined();
  });

  it("carry the groups once there are any, and what people say of themselves in the ID token alone", async () => {
    using fixture = openPool();
    const user = { ClientId: "web", Username: ada.email };
    await fixture.call("SignUp", {
      ...user,
      Password: ada.password,
      UserAttributes: [{ Name: "name", Value: "Ada Lovelace" }],
    });
    await fixture.call("ConfirmSignUp", { ...user, ConfirmationCode: fixture.mailedCode() });
    const subject = fixture.confirmed[0]?.subject ?? "";
    await createLocalIdentityProvider(fixture).setGroups(subject, ["premium"]);
    const { AccessToken, IdToken } = await fixture.signIn();
    expect(decodeJwt(AccessToken)).toMatchObject({ "cognito:groups": ["premium"] });
    expect(decodeJwt(AccessToken)["name"]).toBeUndefined();
    expect(decodeJwt(IdToken)).toMatchObject({ "cognito:groups": ["premium"], name: "Ada Lovelace" });
  });

  it("keep the sign-in's time and origin when they are refreshed, and get times and ids of their own", async () => {
    using fixture = await openWithAda();
    const first = await fixture.signIn();
    fixture.clock.advance(minutes(50));
    const answer = await fixture.call("GetTokensFromRefreshToken", {
      ClientId: "web",
      RefreshToken: first.RefreshToken,
    });
    const before = decodeJwt(first.AccessToken);
    const after = decodeJwt((answer["AuthenticationResult"] as { AccessToken: string }).AccessToken);
    expect(after).toEqual({ ...before, iat: now + 3_000, exp: now + 6_600, jti: uuid });
    expect(after.jti).not.toBe(before.jti);
  });

  it.each([
    ["was disabled", "User is disabled.", (ids: IdentityProvider, subject: string) => ids.disable(subject)],
    ["was removed", "The session has ended.", (ids: IdentityProvider, subject: string) => ids.remove(subject)],
    [
      "signed out everywhere",
      "The session has ended.",
      (ids: IdentityProvider, subject: string) => ids.signOutEverywhere(subject),
    ],
  ])("are not made for somebody who %s while the trigger ran, at sign-in or later", async (_, message, happen) => {
    let meanwhile = async (_subject: string) => {};
    using fixture = await openWithAda({
      triggers: {
        postConfirmation: async () => {},
        signedOutEverywhere: async () => {},
        deleted: async () => {},
        addressChanged: async () => {},
        preToken: async ({ subject }: TriggeredUser) => {
          await meanwhile(subject);
          return {};
        },
      },
    });
    const { AccessToken, RefreshToken } = await fixture.signIn();
    const ids = createLocalIdentityProvider(fixture);
    const subject = String((await fixture.getUser(AccessToken))["Username"]);
    const refusal = { status: 400, __type: "NotAuthorizedException", message };
    meanwhile = (whose) => happen(ids, whose);
    const refreshed = await fixture.call("GetTokensFromRefreshToken", { ClientId: "web", RefreshToken });
    expect(refreshed).toEqual(refusal);
    meanwhile = async () => {};
    await ids.enable(subject);
    meanwhile = (whose) => happen(ids, whose);
    const AuthParameters = { USERNAME: ada.email, PASSWORD: ada.password };
    const AuthFlow = "USER_PASSWORD_AUTH";
    const signedIn = await fixture.call("InitiateAuth", { ClientId: "web", AuthFlow, AuthParameters });
    // Whoever is gone by then is nobody that could sign in.
    expect(signedIn).toMatchObject({ status: 400, __type: "NotAuthorizedException" });
  });

  it("are not made where the trigger fails, and cannot be given Cognito's claims by it", async () => {
    let claims: () => Promise<Record<string, string>> = () => Promise.reject(new Error("down"));
    using fixture = await openWithAda({
      triggers: {
        postConfirmation: async () => {},
        signedOutEverywhere: async () => {},
        deleted: async () => {},
        addressChanged: async () => {},
        preToken: () => claims(),
      },
    });
    expect(await fixture.signIn()).toBeUndefined();
    claims = async () => ({ sub: "somebody", client_id: "evil", token_use: "refresh", extra: "yes" });
    expect(decodeJwt((await fixture.signIn()).AccessToken)).toMatchObject({
      sub: uuid,
      client_id: "web",
      token_use: "access",
      extra: "yes",
    });
  });
});

describe("the keys of a pool", () => {
  it("are published as Cognito does", async () => {
    using fixture = openPool();
    expect(fixture.pool.jwks()).toEqual({
      keys: [
        { alg: "RS256", e: "AQAB", kid: "key-1", kty: "RSA", n: expect.stringMatching(/^[\w-]{342}$/), use: "sig" },
      ],
    });
    expect(fixture.pool.openidConfiguration()).toMatchObject({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    });
  });

  it("can be followed by another, which signs from then on, while older tokens stay good", async () => {
    using before = await openWithAda();
    const { AccessToken } = await before.signIn();
    using after = openPool({
      database: before.database,
      keys: [newerKey, signingKey],
      random: () => Buffer.alloc(32, 7),
    });
    expect(await after.call("GetUser", { AccessToken })).toMatchObject({ status: 200 });
    expect(decodeProtectedHeader((await after.signIn()).AccessToken)).toMatchObject({ kid: "key-2" });
    expect(after.pool.jwks().keys.map(({ kid }) => kid)).toEqual(["key-2", "key-1"]);
  });
});

describe("an access token at the pool", () => {
  const notAuthorized = (message: string) => ({ status: 400, __type: "NotAuthorizedException", message });
  const resigned = (token: string, changes: object, key = signingKey) =>
    new SignJWT({ ...decodeJwt(token), ...changes })
      .setProtectedHeader({ alg: "RS256", kid: "key-1" })
      .sign(createPrivateKey(key.privateKeyPem));

  it("is good for an hour to the second", async () => {
    using fixture = await openWithAda();
    const { AccessToken } = await fixture.signIn();
    fixture.clock.advance(minutes(60) - 1);
    expect(await fixture.getUser(AccessToken)).toMatchObject({ status: 200 });
    fixture.clock.advance(1);
    expect(await fixture.getUser(AccessToken)).toEqual(notAuthorized("Access Token has expired"));
  });

  it("cannot be an ID token, a refresh token, or of another issuer, key or algorithm", async () => {
    using fixture = await openWithAda();
    const { AccessToken, IdToken, RefreshToken } = await fixture.signIn();
    const [, payload] = AccessToken.split(".");
    const none = Buffer.from('{"alg":"none","kid":"key-1"}').toString("base64url");
    for (const token of [
      IdToken,
      RefreshToken,
      await resigned(AccessToken, { iss: `${publicUrl}/user-pool/other` }),
      await resigned(AccessToken, { origin_jti: 1 }),
      await resigned(AccessToken, {}, newerKey),
      `${none}.${payload}.AA`,
      `${AccessToken}AAAA`,
    ]) {
      expect(await fixture.getUser(token)).toEqual(notAuthorized("Invalid Access Token"));
    }
  });

  it("of a session that the pool does not know is taken for revoked", async () => {
    using fixture = await openWithAda();
    const { AccessToken } = await fixture.signIn();
    const orphan = await resigned(AccessToken, { origin_jti: "made-up" });
    expect(await fixture.getUser(orphan)).toEqual(notAuthorized("Access Token has been revoked"));
  });

  it("of somebody who was removed finds nobody", async () => {
    using fixture = await openWithAda();
    const { AccessToken } = await fixture.signIn();
    await createLocalIdentityProvider(fixture).remove(decodeJwt(AccessToken).sub ?? "");
    expect(await fixture.getUser(AccessToken)).toMatchObject({
      __type: "UserNotFoundException",
      message: "User does not exist.",
    });
  });
});
