import { describe, expect, it } from "vitest";
import { type Answer, answeringCognito, refusal } from "./answering-cognito.fixture.ts";
import { linkProvider } from "./link-provider.ts";

const userPoolId = "eu-central-1_tintype";
const subject = "0f7c1c5e-5b0a-4d2e-9f60-3d1c4a8b2e77";
const email = "ana@example.com";
const attributes = (verified: boolean, address = email) => [
  { Name: "sub", Value: subject },
  { Name: "email", Value: address },
  { Name: "email_verified", Value: String(verified) },
];
const nobody = refusal("UserNotFoundException");
const local = (verified: boolean, UserStatus = "CONFIRMED", address = email): Answer => [
  200,
  { Username: subject, Enabled: true, UserStatus, UserAttributes: attributes(verified, address) },
];
const listed = (...users: readonly object[]): Answer => [200, { Users: users }];
const external = (Username: string, verified = true) => ({
  Username,
  Enabled: true,
  UserStatus: "EXTERNAL_PROVIDER",
  Attributes: attributes(verified),
});

const arrive = async (username: string, ...answers: readonly Answer[]) => {
  const { config, asked, inputs } = answeringCognito(...answers);
  await linkProvider({ config, userPoolId }, { username, email });
  return { asked: asked.slice(2), last: inputs.at(-1) };
};

describe("somebody who comes through Google or Apple for the first time", () => {
  it("is whoever has the address, and has shown that it is theirs", async () => {
    const { asked, last } = await arrive("google_1234", local(true), listed(), [200, {}]);
    expect(asked).toEqual(["AdminLinkProviderForUser"]);
    expect(last).toEqual({
      UserPoolId: userPoolId,
      DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: subject },
      SourceUser: { ProviderName: "Google", ProviderAttributeName: "Cognito_Subject", ProviderAttributeValue: "1234" },
    });
  });

  it("is whoever came through the other one", async () => {
    const found = listed(external("Google_1234"));
    const { last } = await arrive("signinwithapple_000123.abc_d.0001", nobody, found, [200, {}]);
    expect(last).toMatchObject({
      DestinationUser: { ProviderName: "Google", ProviderAttributeValue: "1234" },
      SourceUser: { ProviderName: "SignInWithApple", ProviderAttributeValue: "000123.abc_d.0001" },
    });
  });

  it("is somebody new where nobody has the address, or they themselves have", async () => {
    expect((await arrive("Google_1234", nobody, listed())).asked).toEqual([]);
    expect((await arrive("Google_1234", nobody, listed(external("google_1234")))).asked).toEqual([]);
    const somebodyElse = local(true, "CONFIRMED", "anna@example.com");
    expect((await arrive("Google_1234", somebodyElse, listed())).asked).toEqual([]);
  });

  it("takes the address from whoever signed up with it and never showed that it was theirs", async () => {
    const { asked, last } = await arrive("Google_1234", local(false, "UNCONFIRMED"), listed(), [200, {}]);
    expect([asked, last]).toEqual([["AdminDeleteUser"], { UserPoolId: userPoolId, Username: subject }]);
  });

  it("is refused where somebody uses the address without having shown that it is theirs", async () => {
    const { config, asked } = answeringCognito(local(false), listed());
    await expect(linkProvider({ config, userPoolId }, { username: "Google_1", email })).rejects.toThrow(
      "Somebody has this e-mail address, and has not shown that it is theirs.",
    );
    expect(asked).toHaveLength(2);
  });

  it("is linked once, however often Cognito asks", async () => {
    for (const message of [
      "SourceUser is already linked to DestinationUser",
      "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser",
    ]) {
      const again = refusal("InvalidParameterException", message);
      expect((await arrive("Google_1", local(true), listed(), again)).asked).toEqual(["AdminLinkProviderForUser"]);
    }
  });

  it("is turned away for now where Cognito cannot say who has the address, or does not link", async () => {
    const trouble = refusal("TooManyRequestsException");
    await expect(arrive("Google_1", trouble, listed())).rejects.toMatchObject({ code: "unavailable" });
    await expect(arrive("Google_1", local(true), listed(), trouble)).rejects.toMatchObject({ code: "unavailable" });
  });
});
