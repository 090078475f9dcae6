import { describe, expect, it } from "vitest";
import { need, readConfig } from "../config.ts";
import { environment } from "../environment.fixture.ts";
import { clientConfig } from "./client-config.ts";

const told = (said: Readonly<Record<string, string>> = {}) => {
  const config = readConfig({ ...environment, ...said });
  return clientConfig({ ...config, userPool: need(config.userPool, "a pool") });
};

describe("what a client is told", () => {
  it("is which pool there is, and no more where no more is known", () => {
    expect(told()).toEqual({
      region: "eu-central-1",
      userPoolId: "eu-central-1_AbCdEfGhI",
      userPoolClientId: "web",
      legacyClientId: "legacy",
    });
  });

  it("is where managed login is, with whom, and where it sends people back to", () => {
    const { oauth } = told({
      TINTYPE_LOGIN_HOST: "photos.auth.eu-central-1.amazoncognito.com",
      TINTYPE_LOGIN_PROVIDERS: "Google,Apple",
      TINTYPE_ORIGINS: "https://app.example.com",
    });
    expect(oauth).toEqual({
      domain: "photos.auth.eu-central-1.amazoncognito.com",
      scopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
      redirectSignIn: ["https://photos.example.com/sign-in", "https://app.example.com/sign-in"],
      redirectSignOut: ["https://photos.example.com/", "https://app.example.com/"],
      responseType: "code",
      providers: ["Google", "Apple"],
    });
    expect(told({ TINTYPE_LOGIN_HOST: "photos.auth.eu-central-1.amazoncognito.com" }).oauth?.providers).toEqual([]);
  });

  it("is where credentials come from, and what bucket they open", () => {
    expect(told({ TINTYPE_IDENTITY_POOL_ID: "eu-central-1:pool" })).toMatchObject({
      identityPoolId: "eu-central-1:pool",
      bucket: "incoming",
    });
  });
});
