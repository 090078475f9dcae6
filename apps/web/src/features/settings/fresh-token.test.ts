import { describe, expect, it } from "vitest";
import { freshToken } from "./fresh-token.ts";

const config = { userPoolEndpoint: "http://here/user-pool/", userPoolClientId: "web" };
const ana = { email: "ana@example.com", password: "Correct-horse-9", code: "123456" };
const signedIn = { AuthenticationResult: { AccessToken: "fresh" } };

/** A pool that gives these answers in turn, and what it was told. */
function pool(...answers: readonly object[]) {
  const told: unknown[] = [];
  const send: typeof fetch = async (url, init) => {
    told.push(await new Request(url, init).json());
    return Response.json(answers[told.length - 1]);
  };
  return { told, send };
}

describe(freshToken, () => {
  it("is given for the password", async () => {
    const { told, send } = pool(signedIn);
    expect(await freshToken(config, ana, send)).toBe("fresh");
    expect(told).toEqual([
      {
        ClientId: "web",
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ana.email, PASSWORD: ana.password },
      },
    ]);
  });

  it("is given for the code of an authenticator beside it", async () => {
    const { told, send } = pool({ ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s" }, signedIn);
    expect(await freshToken(config, ana, send)).toBe("fresh");
    expect(told[1]).toEqual({
      ClientId: "web",
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session: "s",
      ChallengeResponses: { USERNAME: ana.email, SOFTWARE_TOKEN_MFA_CODE: "123456" },
    });
  });

  it("is not given where the pool asks for something else", async () => {
    const { send } = pool({ ChallengeName: "NEW_PASSWORD_REQUIRED", Session: "s" });
    await expect(freshToken(config, ana, send)).rejects.toThrow("NEW_PASSWORD_REQUIRED");
  });
});
