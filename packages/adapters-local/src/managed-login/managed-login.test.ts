import { decodeJwt } from "jose";
import * as openid from "openid-client";
import { describe, expect, it } from "vitest";
import { ada, publicUrl, userId } from "../user-pool/user-pool.fixture.ts";
import { callback, openLogin, verifier } from "./managed-login.fixture.ts";

describe("an OpenID Connect client", () => {
  it("signs somebody in with a code, PKCE, state and nonce (openid-client)", async () => {
    using fixture = await openLogin();
    const url = openid.buildAuthorizationUrl(fixture.client, {
      redirect_uri: callback,
      scope: "openid email profile",
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state: "a state",
      nonce: "a nonce",
    });
    const browser = fixture.newBrowser();
    const page = await browser.open(url.href);
    const back = await browser.submit(page, { username: ada.email, password: ada.password });
    const checks = { pkceCodeVerifier: verifier, expectedState: "a state", expectedNonce: "a nonce" };
    const tokens = await openid.authorizationCodeGrant(fixture.client, back.url, checks);
    const claims = tokens.claims();
    expect(claims).toMatchObject({ aud: "web", email: ada.email, email_verified: true, "tintype:user": userId });
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      iss: fixture.pool.issuer,
      client_id: "web",
      token_use: "access",
      scope: "openid email profile",
      username: claims?.sub,
    });
    expect(await openid.fetchUserInfo(fixture.client, tokens.access_token, claims?.sub ?? "")).toMatchObject({
      email: ada.email,
      email_verified: "true",
      username: claims?.sub,
    });
    const next = await openid.refreshTokenGrant(fixture.client, tokens.refresh_token ?? "");
    expect(next.claims()).toMatchObject({ sub: claims?.sub, auth_time: claims?.["auth_time"] });
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    await openid.tokenRevocation(fixture.client, next.refresh_token ?? "");
    await expect(openid.refreshTokenGrant(fixture.client, next.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  it("notices that an answer is to another request, by its state and its nonce", async () => {
    using fixture = await openLogin();
    const back = await fixture.signInWith(fixture.newBrowser());
    const grant = (expectedState: string, expectedNonce: string) =>
      openid.authorizationCodeGrant(fixture.client, back, { pkceCodeVerifier: verifier, expectedState, expectedNonce });
    await expect(grant("another", "nonce-1")).rejects.toMatchObject({
      cause: { message: expect.stringContaining('"state"') },
    });
    await expect(grant("state-1", "another")).rejects.toMatchObject({
      cause: { message: expect.stringContaining('"nonce"') },
    });
  });

  it("learns by discovery that there is nothing but codes, S256 and public clients", async () => {
    using fixture = await openLogin();
    expect(fixture.client.serverMetadata()).toMatchObject({
      issuer: fixture.pool.issuer,
      authorization_endpoint: `${publicUrl}/oauth2/authorize`,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
    });
  });
});
