import { NotAllowed } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { ada, openPool } from "./user-pool.fixture.ts";

const user = { ClientId: "web", Username: ada.email };
const request = { ...user, Password: ada.password };

describe("signing up", () => {
  it.each([
    ["Aa1!aaa", "Password not long enough"],
    ["aa1!aaaa", "Password must have uppercase characters"],
    ["AA1!AAAA", "Password must have lowercase characters"],
    ["Aaa!aaaa", "Password must have numeric characters"],
    ["Aa1aaaaa", "Password must have symbol characters"],
    ["Aa1éaaaa", "Password must have symbol characters"],
  ])("with the password %j breaks a rule of Cognito's policy", async (Password, rule) => {
    using fixture = openPool();
    expect(await fixture.call("SignUp", { ...request, Password })).toEqual({
      status: 400,
      __type: "InvalidPasswordException",
      message: `Password did not conform with policy: ${rule}`,
    });
    expect(fixture.hashed).toEqual([]);
  });

  it.each([["Aa1!aaaa"], ["Aa1 aaaa"], ["Ää-Aa1-Öö"], [`Aa1!${"x".repeat(252)}`]])(
    "takes the password %j",
    async (Password) => {
      using fixture = openPool();
      expect(await fixture.call("SignUp", { ...request, Password })).toMatchObject({ status: 200 });
    },
  );

  it.each([["ada"], ["ada@"], ["@example.com"], ["ada@example"], ["+821012345678"], ["ada@example.com@example.com"]])(
    "takes no username like %j, which is no address",
    async (Username) => {
      using fixture = openPool();
      expect(await fixture.call("SignUp", { ...request, Username })).toMatchObject({
        __type: "InvalidParameterException",
        message: "Username should be an email.",
      });
    },
  );

  it.each([
    ["with a blank in front", " Aa1!aaaa"],
    ["with a blank behind", "Aa1!aaaa "],
    ["of 257 characters", `Aa1!${"x".repeat(253)}`],
    ["of 100,000 blanks, without thinking about it for long", `A${" ".repeat(100_000)}`],
  ])("takes no password %s", async (_, Password) => {
    using fixture = openPool();
    expect(await fixture.call("SignUp", { ...request, Password })).toMatchObject({
      __type: "InvalidParameterException",
      message: expect.stringMatching(/^1 validation error detected: Value at 'password' failed to satisfy constraint/),
    });
  });

  it("keeps the address as it was typed, and tells it apart by no letter's case", async () => {
    using fixture = openPool();
    await fixture.call("SignUp", { ...request, Username: "Ada@Example.com" });
    expect(fixture.mails).toMatchObject([{ to: "Ada@Example.com" }]);
    expect(
      await fixture.call("ConfirmSignUp", {
        ...user,
        Username: "ada@EXAMPLE.com",
        ConfirmationCode: fixture.mailedCode(),
      }),
    ).toMatchObject({ status: 200 });
  });

  it.each([
    ["sub", "NotAuthorizedException"],
    ["email_verified", "NotAuthorizedException"],
    ["custom:admin", "InvalidParameterException"],
    ["cognito:groups", "InvalidParameterException"],
    ["__proto__", "InvalidParameterException"],
    ["phone_number", "InvalidParameterException"],
  ])("may not say %s of oneself", async (Name, type) => {
    using fixture = openPool();
    const body = { ...request, UserAttributes: [{ Name, Value: "true" }] };
    expect(await fixture.call("SignUp", body)).toMatchObject({ __type: type });
  });

  it("may repeat the address as an attribute, and give no other", async () => {
    using fixture = openPool();
    const withEmail = (Value: string) => ({ ...request, UserAttributes: [{ Name: "email", Value }] });
    expect(await fixture.call("SignUp", withEmail("grace@example.com"))).toMatchObject({
      __type: "InvalidParameterException",
    });
    expect(await fixture.call("SignUp", withEmail("ADA@example.com"))).toMatchObject({ status: 200 });
  });

  it("at the same moment twice makes one user", async () => {
    using fixture = openPool();
    const answers = await Promise.all([fixture.call("SignUp", request), fixture.call("SignUp", request)]);
    expect(answers).toContainEqual(expect.objectContaining({ status: 200 }));
    expect(answers).toContainEqual(expect.objectContaining({ __type: "UsernameExistsException" }));
    expect(fixture.mails).toHaveLength(1);
  });

  it("mails a code of six digits in words that a person can follow", async () => {
    using fixture = openPool();
    await fixture.call("SignUp", request);
    const [mail] = fixture.mails;
    const code = fixture.mailedCode();
    expect(code).toMatch(/^\d{6}$/);
    expect(mail).toMatchObject({
      to: ada.email,
      subject: `${code} is your Tintype confirmation code`,
      text: expect.stringContaining(code),
      html: expect.stringContaining(`>${code}</p>`),
    });
  });
});

describe("the trigger after a confirmation", () => {
  it("leaves the sign-up unconfirmed when it fails, and runs again with the same code", async () => {
    let fails = true;
    const seen: string[] = [];
    using fixture = openPool({
      triggers: {
        postConfirmation: async ({ email }) => {
          if (fails) throw new NotAllowed("We take no more people.");
          seen.push(email);
        },
        preToken: async () => ({}),
        signedOutEverywhere: async () => {},
        deleted: async () => {},
        addressChanged: async () => {},
      },
    });
    await fixture.call("SignUp", request);
    const confirm = { ...user, ConfirmationCode: fixture.mailedCode() };
    expect(await fixture.call("ConfirmSignUp", confirm)).toMatchObject({
      __type: "UserLambdaValidationException",
      message: "PostConfirmation failed with error We take no more people.",
    });
    expect(await fixture.signIn()).toBeUndefined();
    fails = false;
    expect(await fixture.call("ConfirmSignUp", confirm)).toMatchObject({ status: 200 });
    expect(seen).toEqual([ada.email]);
    expect(await fixture.signIn()).toBeDefined();
  });

  it("tells nothing of an error that is not meant for people", async () => {
    using fixture = openPool({
      triggers: {
        postConfirmation: () => Promise.reject(new TypeError("secret")),
        preToken: async () => ({}),
        signedOutEverywhere: async () => {},
        deleted: async () => {},
        addressChanged: async () => {},
      },
    });
    await fixture.call("SignUp", request);
    expect(await fixture.call("ConfirmSignUp", { ...user, ConfirmationCode: fixture.mailedCode() })).toMatchObject({
      __type: "UserLambdaValidationException",
      message: "PostConfirmation failed with error it could not be run.",
    });
    expect(fixture.reported).toEqual([new TypeError("secret")]);
  });
});
