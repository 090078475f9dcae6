import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { system } from "../shared/actor.ts";
import { createWorld } from "../world.fixture.ts";

/** Ana, and what her access token says. */
async function signedIn() {
  const world = await createWorld();
  const account = await world.ports.accounts.get(world.ana.userId);
  if (account === undefined) throw new Error("Ana has no account.");
  const facts = { ...account.identity, issuedAt: world.ports.clock.now() };
  return {
    ...world,
    account,
    facts,
    identify: (more = {}) => world.tintype.accounts.identifyCaller({ ...facts, ...more }),
  };
}

describe("a caller with a token", () => {
  it("is found by our own id where the token carries it, by issuer and subject where not", async () => {
    const { ana, identify } = await signedIn();
    expect(await identify()).toEqual(ana);
    expect(await identify({ userId: ana.userId })).toEqual(ana);
  });

  it("may not end the account, sign it out everywhere, or give away what outlives the token, where the token was asked for less", async () => {
    const { ana, identify, tintype } = await signedIn();
    const signedInAt = ana.signedInAt;
    const more = signedInAt === undefined ? {} : { signedInAt };
    const narrow = await identify({ ...more, scopes: ["openid", "email"] });
    expect(narrow).toEqual({ ...ana, isNarrow: true });
    expect(await codeOf(tintype.accounts.deleteAccount(narrow, ana.userId))).toBe("not_allowed");
    expect(await codeOf(tintype.credentials.issueCredentials(narrow))).toBe("not_allowed");
    const key = { name: "Frame", scopes: ["photos:read" as const] };
    expect(await codeOf(tintype.apiKeys.createApiKey(narrow, key))).toBe("not_allowed");
    expect(await codeOf(tintype.accounts.signOutEverywhere(narrow, ana.userId))).toBe("not_allowed");
    expect(await codeOf(identify())).toBe("resolved");
    expect(await tintype.accounts.getAccount(narrow)).toMatchObject({ id: ana.userId });
    expect(await identify({ ...more, scopes: ["openid", "aws.cognito.signin.user.admin"] })).toEqual(ana);
    expect(await identify({ ...more, scopes: [] })).toEqual(ana);
  });

  it("is nobody where the id is somebody else's, or the pool another one", async () => {
    const { ben, identify } = await signedIn();
    expect(await codeOf(identify({ userId: ben.userId }))).toBe("account_not_found");
    expect(await codeOf(identify({ userId: "01KAFAKE000000000000009999" }))).toBe("account_not_found");
    expect(await codeOf(identify({ issuer: "https://evil.example" }))).toBe("account_not_found");
    expect(await codeOf(identify({ issuer: "https://evil.example", userId: ben.userId }))).toBe("account_not_found");
    expect(await codeOf(identify({ subject: "nobody" }))).toBe("account_not_found");
  });

  it("is out with the next request when the account is disabled, and back in when it is enabled", async () => {
    const { tintype, ports, ana, account, identify } = await signedIn();
    await tintype.accounts.disableAccount(system, ana.userId);
    await tintype.accounts.disableAccount(system, ana.userId);
    expect(await codeOf(identify())).toBe("account_disabled");
    expect(ports.identities.signIn("ana@example.com")).toBeUndefined();
    expect((await ports.identities.lookUp(account.identity.subject))?.enabled).toBe(false);
    await tintype.accounts.enableAccount(system, ana.userId);
    expect(await identify()).toEqual(ana);
    expect(ports.identities.signIn("ana@example.com")).toBeDefined();
  });

  it("cannot do any of this to an account: it is administered by Tintype alone", async () => {
    const { tintype, ana } = await signedIn();
    const { disableAccount, enableAccount } = tintype.accounts;
    for (const administer of [disableAccount, enableAccount]) {
      expect(await codeOf(administer(ana, ana.userId))).toBe("not_allowed");
      expect(await codeOf(administer(system, "01KAFAKE000000000000009999" as typeof ana.userId))).toBe(
        "account_not_found",
      );
    }
  });
});
