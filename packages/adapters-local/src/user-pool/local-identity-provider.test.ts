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
    signIn: (email) => {
      const AuthParameters = { USERNAME: email, PASSWORD: ada.password };
      return sessionBy(fixture, "InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
    },
    [Symbol.asyncDispose]: async () => fixture[Symbol.dispose](),
  };
});

async function sessionBy(fixture: PoolFixture, operation: string, input: object): Promise<PoolSession | undefined> {
  const answer = await fixture.call(operation, { ClientId: "web", ...input });
  const tokens = answer["AuthenticationResult"] as { AccessToken: string; RefreshToken: string } | undefined;
  if (tokens === undefined) return undefined;
  const groups = decodeJwt(tokens.AccessToken)["cognito:groups"] ?? [];
  return {
    groups: groups as string[],
    refresh: () => sessionBy(fixture, "GetTokensFromRefreshToken", { RefreshToken: tokens.RefreshToken }),
  };
}
