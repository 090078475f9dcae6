import {
  AccountDisabled,
  AccountNotFound,
  type IssuedCredentials,
  minutes,
  plus,
  SignedOut,
  Unavailable,
} from "@tintype/core";
import { createManualClock } from "@tintype/core/testing";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "../local-identity-provider.ts";
import { openPool, publicUrl } from "../user-pool.fixture.ts";
import { userPoolNames } from "../user-pool-names.ts";
import type { TriggeredUser, UserPoolOptions } from "../user-pool-options.ts";

const provider = "photos.example.com/user-pool/local_tintype";
const IdentityPoolId = userPoolNames.identityPoolId;
const issued: IssuedCredentials = {
  accessKeyId: "ASIA0000000000000001",
  secretAccessKey: "secret",
  sessionToken: "token",
  expiresAt: plus(createManualClock().now(), minutes(60)),
  bucket: "incoming",
  region: "local",
};

async function openIdentities(changes: Partial<UserPoolOptions> = {}) {
  const given: TriggeredUser[] = [];
  const credentials = async (user: TriggeredUser) => {
    given.push(user);
    return issued;
  };
  const fixture = openPool({ credentials, ...changes });
  await fixture.addAda();
  const call = async (operation: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await fixture.pool.handle(`AWSCognitoIdentityService.${operation}`, body);
    return { status: answer.status, ...JSON.parse(answer.body) };
  };
  const loginsOf = (IdToken: string) => ({ [provider]: IdToken });
  return {
    ...fixture,
    given,
    call,
    loginsOf,
    /** What both operations say to that login. */
    async ask(Logins: unknown) {
      const { IdToken } = await fixture.signIn();
      const { IdentityId } = await call("GetId", { IdentityPoolId, Logins: loginsOf(IdToken) });
      return [
        await call("GetId", { IdentityPoolId, Logins }),
        await call("GetCredentialsForIdentity", { IdentityId, Logins }),
      ];
    },
  };
}

const refused = (message: string) => ({ status: 400, __type: "NotAuthorizedException", message });

describe("the identity pool", () => {
  it("calls everybody something, the same always, and nobody like somebody else", async () => {
    using fixture = await openIdentities();
    const idOf = async (clientId: string) => {
      const { IdToken } = await fixture.signIn(clientId);
      return (await fixture.call("GetId", { IdentityPoolId, Logins: fixture.loginsOf(IdToken) }))["IdentityId"];
    };
    const id = await idOf("web");
    expect(id).toMatch(/^local:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await idOf("legacy")).toBe(id);
    fixture.clock.advance(minutes(60));
    expect(await idOf("web")).toBe(id);
  });

  it("gives whoever has signed in credentials, as Cognito writes them", async () => {
    using fixture = await openIdentities();
    const { IdToken } = await fixture.signIn();
    const Logins = fixture.loginsOf(IdToken);
    const { IdentityId } = await fixture.call("GetId", { IdentityPoolId, Logins });
    expect(await fixture.call("GetCredentialsForIdentity", { IdentityId, Logins })).toEqual({
      status: 200,
      IdentityId,
      Credentials: {
        AccessKeyId: issued.accessKeyId,
        SecretKey: issued.secretAccessKey,
        SessionToken: issued.sessionToken,
        Expiration: Date.parse(issued.expiresAt) / 1_000,
      },
    });
    expect(fixture.given).toMatchObject([{ subject: decodeJwt(IdToken).sub }]);
  });

  it("goes by the name, too, that SDKs make of a region and a pool's id", async () => {
    using fixture = await openIdentities();
    const { IdToken } = await fixture.signIn();
    const answers = await fixture.ask({ "cognito-idp.local.amazonaws.com/local_tintype": IdToken });
    expect(answers).toMatchObject([{ status: 200 }, { status: 200 }]);
  });

  it("has nothing for nobody in particular", async () => {
    using fixture = await openIdentities();
    for (const Logins of [undefined, null, {}]) {
      for (const answer of await fixture.ask(Logins)) {
        expect(answer).toEqual(refused("Unauthenticated access is not supported for this identity pool."));
      }
    }
    expect(fixture.given).toEqual([]);
  });

  it("takes no other provider's word, nor that of two", async () => {
    using fixture = await openIdentities();
    const { IdToken } = await fixture.signIn();
    const others = [
      { "accounts.google.com": IdToken },
      { [`https://${provider}`]: IdToken },
      { [`${provider}/`]: IdToken },
      { "cognito-idp.eu-central-1.amazonaws.com/local_tintype": IdToken },
      { [provider]: IdToken, "accounts.google.com": IdToken },
    ];
    for (const Logins of others) {
      for (const answer of await fixture.ask(Logins)) {
        expect(answer).toEqual(refused("Token is not from a supported provider of this identity pool."));
      }
    }
    expect(fixture.given).toEqual([]);
  });

  it("takes ID tokens alone, which are whole and still good", async () => {
    using fixture = await openIdentities();
    const { IdToken, AccessToken, RefreshToken } = await fixture.signIn();
    const [header, claims, signature = ""] = IdToken.split(".");
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const others = [
      AccessToken,
      RefreshToken,
      "",
      "a.b.c",
      `${header}.${claims}`,
      `${none}.${claims}.`,
      `${IdToken} `,
      `${header}.${claims}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
    ];
    for (const token of others) {
      for (const answer of await fixture.ask({ [provider]: token })) {
        expect(answer, token).toEqual(refused("Invalid login token. Not a valid OpenId Connect identity token."));
      }
    }
    fixture.clock.advance(minutes(60));
    for (const answer of await fixture.ask({ [provider]: IdToken })) {
      expect(answer).toEqual(refused("Invalid login token. Token expired."));
    }
  });

  it("takes none of another pool, although it has its name", async () => {
    using fixture = await openIdentities();
    using elsewhere = await openIdentities({ publicUrl: publicUrl.replace("photos", "pictures") });
    const { IdToken } = await elsewhere.signIn();
    for (const answer of await fixture.ask({ [provider]: IdToken })) {
      expect(answer).toMatchObject({ __type: "NotAuthorizedException" });
    }
  });

  it.each([
    [
      "has signed out everywhere",
      async (fixture: Awaited<ReturnType<typeof openIdentities>>, AccessToken: string) => {
        await fixture.pool.handle("AWSCognitoIdentityProviderService.GlobalSignOut", { AccessToken });
      },
    ],
    [
      "is disabled",
      async ({ database, clock }: Awaited<ReturnType<typeof openIdentities>>, AccessToken: string) =>
        createLocalIdentityProvider({ database, clock }).disable(decodeJwt(AccessToken).sub ?? ""),
    ],
    [
      "is gone",
      async (fixture: Awaited<ReturnType<typeof openIdentities>>, AccessToken: string) => {
        await fixture.pool.handle("AWSCognitoIdentityProviderService.DeleteUser", { AccessToken });
      },
    ],
  ])("gives nothing more to whoever %s", async (_, leave) => {
    using fixture = await openIdentities();
    const { IdToken, AccessToken } = await fixture.signIn();
    const Logins = fixture.loginsOf(IdToken);
    const { IdentityId } = await fixture.call("GetId", { IdentityPoolId, Logins });
    await leave(fixture, AccessToken);
    const revoked = refused("Invalid login token. Token has been revoked.");
    expect(await fixture.call("GetId", { IdentityPoolId, Logins })).toEqual(revoked);
    expect(await fixture.call("GetCredentialsForIdentity", { IdentityId, Logins })).toEqual(revoked);
    expect(fixture.given).toEqual([]);
  });

  it("gives nobody what is somebody else's", async () => {
    using fixture = await openIdentities();
    const { IdToken } = await fixture.signIn();
    const IdentityId = "local:00000000-0000-8000-8000-000000000000";
    const answer = await fixture.call("GetCredentialsForIdentity", { IdentityId, Logins: fixture.loginsOf(IdToken) });
    expect(answer).toMatchObject({ status: 400, __type: "NotAuthorizedException" });
    expect(answer["message"]).toContain("Logins don't match");
    expect(fixture.given).toEqual([]);
  });

  it("knows no other pool, and no identity of another region", async () => {
    using fixture = await openIdentities();
    const { IdToken } = await fixture.signIn();
    const Logins = fixture.loginsOf(IdToken);
    const elsewhere = "eu-central-1:00000000-0000-4000-8000-74696e747970";
    const missing = { status: 400, __type: "ResourceNotFoundException" };
    expect(await fixture.call("GetId", { IdentityPoolId: elsewhere, Logins })).toMatchObject(missing);
    expect(await fixture.call("GetCredentialsForIdentity", { IdentityId: elsewhere, Logins })).toMatchObject(missing);
    expect(await fixture.call("GetId", { IdentityPoolId: "tintype", Logins })).toMatchObject({
      __type: "InvalidParameterException",
    });
  });

  it("is not there where nobody gives credentials", async () => {
    using fixture = await openIdentities({ credentials: undefined });
    const { IdToken } = await fixture.signIn();
    expect(await fixture.call("GetId", { IdentityPoolId, Logins: fixture.loginsOf(IdToken) })).toMatchObject({
      __type: "ResourceNotFoundException",
    });
  });

  it("says what is the matter with an account, and keeps any other trouble to itself", async () => {
    const troubles = [
      [new AccountDisabled(), "NotAuthorizedException"],
      [new AccountNotFound(), "NotAuthorizedException"],
      [new SignedOut(), "NotAuthorizedException"],
      [new Unavailable("The disk is gone."), "InternalErrorException"],
    ] as const;
    for (const [trouble, __type] of troubles) {
      using fixture = await openIdentities({ credentials: () => Promise.reject(trouble) });
      const { IdToken } = await fixture.signIn();
      const [, answer] = await fixture.ask(fixture.loginsOf(IdToken));
      expect(answer).toMatchObject({ __type });
      expect(fixture.reported).toEqual(__type === "InternalErrorException" ? [trouble] : []);
    }
  });
});
