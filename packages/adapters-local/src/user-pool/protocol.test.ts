import { StorageFull, TooManyPasswordChecks, Unavailable } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { ada, openPool } from "./user-pool.fixture.ts";

const user = { ClientId: "web", Username: ada.email };
const signUp = { ...user, Password: ada.password };
const signIn = {
  ClientId: "web",
  AuthFlow: "USER_PASSWORD_AUTH",
  AuthParameters: { USERNAME: ada.email, PASSWORD: ada.password },
};

describe("an answer", () => {
  it("is JSON 1.1 that nobody keeps, with the id of its request", async () => {
    using fixture = openPool();
    const target = "AWSCognitoIdentityProviderService.SignUp";
    expect(await fixture.pool.handle(target, signUp, { requestId: "r-1" })).toMatchObject({
      status: 200,
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "cache-control": "no-store",
        "x-amzn-requestid": "r-1",
      },
    });
  });

  it("names its error in the header and in the body", async () => {
    using fixture = openPool();
    const answer = await fixture.pool.handle("AWSCognitoIdentityProviderService.SignUp", { ...signUp, ClientId: "x" });
    expect(answer).toMatchObject({ status: 400, headers: { "x-amzn-errortype": "ResourceNotFoundException" } });
    expect(JSON.parse(answer.body)).toEqual({
      __type: "ResourceNotFoundException",
      message: "User pool client x does not exist.",
    });
  });
});

describe("a request", () => {
  it.each([["SignIn"], ["signUp"], ["AdminGetUser"], ["constructor"], ["SignUp/../GetUser"], [""]])(
    "for the operation %j is of none",
    async (operation) => {
      using fixture = openPool();
      expect(await fixture.call(operation, signUp)).toMatchObject({ status: 400, __type: "UnknownOperationException" });
    },
  );

  it("of another service is of none", async () => {
    using fixture = openPool();
    const answer = await fixture.pool.handle("DynamoDB_20120810.GetItem", {});
    expect(JSON.parse(answer.body)).toMatchObject({ __type: "UnknownOperationException" });
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a list", []],
    ["a text", "{}"],
    ["a number for a text", { ...signUp, Username: 1 }],
    ["a text for a list", { ...signUp, UserAttributes: "name" }],
    ["a list for a text", { ...signUp, Password: ["a"] }],
  ])("that holds %s cannot be read", async (_, body) => {
    using fixture = openPool();
    expect(await fixture.call("SignUp", body)).toMatchObject({ status: 400, __type: "SerializationException" });
  });

  it("may hold members that the pool does not know, and null for those that are missing", async () => {
    using fixture = openPool();
    const body = { ...signUp, UserAttributes: null, ClientMetadata: { a: "b" }, Unheard: 1 };
    expect(await fixture.call("SignUp", body)).toMatchObject({ status: 200 });
  });

  it("is told every constraint that it breaks, in AWS's words", async () => {
    using fixture = openPool();
    const body = { ClientId: "web app", Username: "", UserAttributes: [{ Name: "name", Value: "" }, {}] };
    expect(await fixture.call("SignUp", body)).toEqual({
      status: 400,
      __type: "InvalidParameterException",
      message: [
        "5 validation errors detected: Value at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\w+]+$",
        "Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$",
        "Value at 'password' failed to satisfy constraint: Member must not be null",
        "Value at 'userAttributes.2.member.name' failed to satisfy constraint: Member must not be null",
      ].join("; "),
    });
  });

  it.each([
    ["USERNAME", { PASSWORD: ada.password }],
    ["PASSWORD", { USERNAME: ada.email }],
    ["USERNAME", undefined],
  ])("to sign in without %s is told so", async (name, AuthParameters) => {
    using fixture = openPool();
    expect(await fixture.call("InitiateAuth", { ...signIn, AuthParameters })).toMatchObject({
      __type: "InvalidParameterException",
      message: `Missing required parameter ${name}`,
    });
  });

  it.each([
    ["REFRESH_TOKEN_AUTH", "Missing required parameter REFRESH_TOKEN"],
    ["CUSTOM_AUTH", "CUSTOM_AUTH is not enabled for the client."],
    ["ADMIN_USER_PASSWORD_AUTH", "Initiate Auth method not supported."],
    ["MAGIC", expect.stringContaining("Value at 'authFlow' failed to satisfy constraint: Member must satisfy enum")],
  ])("to sign in by %s is told that it cannot", async (AuthFlow, message) => {
    using fixture = openPool();
    expect(await fixture.call("InitiateAuth", { ...signIn, AuthFlow })).toMatchObject({
      __type: "InvalidParameterException",
      message,
    });
  });
});

describe("trouble inside", () => {
  it("is an internal error that tells nothing, and is reported", async () => {
    const trouble = new StorageFull();
    using fixture = openPool({
      passwords: { hash: () => Promise.reject(trouble), verify: () => Promise.reject(trouble) },
    });
    expect(await fixture.call("SignUp", signUp)).toEqual({
      status: 500,
      __type: "InternalErrorException",
      message: "Something went wrong",
    });
    expect(fixture.reported).toEqual([trouble]);
  });

  it("with too many passwords at once asks to come back later", async () => {
    using fixture = openPool({
      passwords: {
        hash: () => Promise.reject(new TooManyPasswordChecks()),
        verify: () => Promise.reject(new TooManyPasswordChecks()),
      },
    });
    expect(await fixture.call("InitiateAuth", signIn)).toMatchObject({
      status: 400,
      __type: "TooManyRequestsException",
    });
    expect(fixture.reported).toEqual([]);
  });

  it("with the mail is told, and the code can be asked for again", async () => {
    let down = true;
    const sent: string[] = [];
    using fixture = openPool({
      mailer: {
        send: async ({ to }) => {
          if (down) throw new Unavailable("The mail server is down.");
          sent.push(to);
        },
        forget: async () => {},
      },
    });
    expect(await fixture.call("SignUp", signUp)).toMatchObject({ __type: "CodeDeliveryFailureException" });
    expect(fixture.reported).toHaveLength(1);
    down = false;
    expect(await fixture.call("ResendConfirmationCode", user)).toMatchObject({ status: 200 });
    expect(sent).toEqual([ada.email]);
  });
});
