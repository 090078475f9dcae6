import { describe, expect, it } from "vitest";
import { clientConfig } from "./client-config.ts";
import { readConfig } from "./config.ts";

describe(clientConfig, () => {
  const config = readConfig([], { TINTYPE_ORIGINS: "http://localhost:5173" });

  it("tells of managed login, as Amplify takes it, where it speaks HTTPS", () => {
    expect(clientConfig(config, "https://localhost:8787").oauth).toEqual({
      domain: "localhost:8787",
      scopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
      redirectSignIn: ["https://localhost:8787/sign-in", "http://localhost:5173/sign-in"],
      redirectSignOut: ["https://localhost:8787/", "http://localhost:5173/"],
      responseType: "code",
      providers: ["Google", "Apple"],
    });
    expect(clientConfig(config, "http://localhost:8787")).not.toHaveProperty("oauth");
  });

  it("names no provider where nobody stands in for any", () => {
    expect(clientConfig({ ...config, production: true }, "https://photos.example.com").oauth?.providers).toEqual([]);
  });
});
