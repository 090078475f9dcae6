import { describeIdentityProvider, type PoolSession } from "@tintype/core/contracts";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "./local-identity-provider.ts";
import { ada, openPool, type PoolFixture } from "./user-pool.fixture.ts";

describeIdentityProvider({ describe, it, expect }, "local user pool", async () => {
  const fixture = openPool();
  return {
    identities: createLocalIdentityProvider(fixture),
    addUser: (email) => fixture.pool.ensureUser({ email, password: ada.password }),
    signIn: (email) => sessionBy(fixture, "USER_PASSWORD_AUTH", { USERNAME: email, PASSWORD: ada.password }),
    [Symbol.asyncDispose]: async () => fixture[Symbol.dispose](),
  };
});

async function sessionBy(
  fixture: PoolFixture,
  AuthFlow: string,
  AuthParameters: Readonly<Record<string, string>>,
): Promise<PoolSession | undefined> {
  const answer = await fixture.call("InitiateAuth", { ClientId: "web", AuthFlow, AuthParameters });
  const tokens = answer["AuthenticationResult"] as { AccessToken: string; RefreshToken?: string } | undefined;
  if (tokens === undefined) return undefined;
  const REFRESH_TOKEN = tokens.RefreshToken ?? AuthParameters["REFRESH_TOKEN"] ?? "";
  const groups = decodeJwt(tokens.AccessToken)["cognito:groups"] ?? [];
  return {
    groups: groups as string[],
    refresh: () => sessionBy(fixture, "REFRESH_TOKEN_AUTH", { REFRESH_TOKEN }),
  };
}
