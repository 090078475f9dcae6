import { describe, expect, it } from "vitest";
import { ada, openPool } from "../user-pool.fixture.ts";

const mismatch = { status: 400, __type: "CodeMismatchException" };

const openWithAda = async () => {
  const fixture = openPool();
  await fixture.addAda();
  fixture.mails.length = 0;
  const { AccessToken } = await fixture.signIn();
  const as = (operation: string, input = {}) => fixture.call(operation, { AccessToken, ...input });
  const attributes = async () => {
    const { UserAttributes } = await as("GetUser");
    return Object.fromEntries(
      (UserAttributes as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
    );
  };
  const update = (given: Readonly<Record<string, string>>) =>
    as("UpdateUserAttributes", { UserAttributes: Object.entries(given).map(([Name, Value]) => ({ Name, Value })) });
  const remove = (...UserAttributeNames: string[]) => as("DeleteUserAttributes", { UserAttributeNames });
  const verify = (Code: string) => as("VerifyUserAttribute", { AttributeName: "email", Code });
  const signIn = (USERNAME: string) =>
    fixture.call("InitiateAuth", {
      ClientId: "web",
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD: ada.password },
    });
  return { ...fixture, as, attributes, update, remove, verify, attempt: signIn };
};
const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

describe("what people say of themselves", () => {
  it("is added, replaced and removed, one by one", async () => {
    using fixture = await openWithAda();
    expect(await fixture.update({ name: "Ada", nickname: "A" })).toEqual({ status: 200, CodeDeliveryDetailsList: [] });
    await fixture.update({ name: "Ada Lovelace" });
    expect(await fixture.attributes()).toMatchObject({ name: "Ada Lovelace", nickname: "A", email: ada.email });
    expect(await fixture.remove("nickname", "website")).toEqual({ status: 200 });
    expect(await fixture.attributes()).not.toHaveProperty("nickname");
  });

  it.each([
    ["sub", "NotAuthorizedException"],
    ["email_verified", "NotAuthorizedException"],
    ["phone_number", "InvalidParameterException"],
    ["custom:plan", "InvalidParameterException"],
    ["__proto__", "InvalidParameterException"],
  ])("is not %s, neither to say nor to remove", async (name, __type) => {
    using fixture = await openWithAda();
    const before = await fixture.attributes();
    const UserAttributes = [
      { Name: "name", Value: "Ada" },
      { Name: name, Value: "x" },
    ];
    expect(await fixture.as("UpdateUserAttributes", { UserAttributes })).toMatchObject({ status: 400, __type });
    expect(await fixture.remove("name", name)).toMatchObject({ status: 400, __type });
    expect(await fixture.attributes()).toEqual(before);
  });

  it("holds an address always, and changes only by what is given", async () => {
    using fixture = await openWithAda();
    expect(await fixture.remove("email")).toMatchObject({ __type: "InvalidParameterException" });
    expect(await fixture.update({ email: "no address" })).toMatchObject({ __type: "InvalidParameterException" });
    expect(await fixture.update({})).toMatchObject({ __type: "InvalidParameterException" });
  });
});

describe("another address", () => {
  const next = "countess@example.com";

  it("counts from the moment that it is proved, for signing in too", async () => {
    using fixture = await openWithAda();
    expect(await fixture.update({ email: next, name: "Ada" })).toEqual({
      status: 200,
      CodeDeliveryDetailsList: [{ AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "c***@e***" }],
    });
    expect(fixture.mails).toMatchObject([{ to: next }]);
    expect(await fixture.attributes()).toMatchObject({ email: ada.email, name: "Ada" });
    expect(await fixture.attempt(next)).toMatchObject({ status: 400 });
    expect(await fixture.verify(otherThan(fixture.mailedCode()))).toMatchObject(mismatch);
    expect(await fixture.verify(fixture.mailedCode())).toEqual({ status: 200 });
    expect(await fixture.attributes()).toMatchObject({ email: next, email_verified: "true" });
    expect(fixture.moved).toEqual([next]);
    expect(await fixture.attempt(next)).toMatchObject({ status: 200 });
    expect(await fixture.attempt(ada.email)).toMatchObject({ status: 400 });
    expect(await fixture.verify(fixture.mailedCode())).toMatchObject(mismatch);
  });

  it("is mailed another code when that is asked for, at most five in an hour", async () => {
    using fixture = await openWithAda();
    await fixture.update({ email: next });
    const ask = () => fixture.as("GetUserAttributeVerificationCode", { AttributeName: "email" });
    for (let count = 0; count < 4; count += 1) {
      expect(await ask()).toMatchObject({ CodeDeliveryDetails: { Destination: "c***@e***" } });
    }
    expect(await ask()).toMatchObject({ __type: "LimitExceededException" });
    expect(fixture.mails.map(({ to }) => to)).toEqual(Array.from({ length: 5 }, () => next));
    expect(await fixture.verify(fixture.mailedCode())).toEqual({ status: 200 });
  });

  it("is the same one in other letters' case: nothing is mailed", async () => {
    using fixture = await openWithAda();
    expect(await fixture.update({ email: ada.email.toUpperCase() })).toMatchObject({ CodeDeliveryDetailsList: [] });
    expect(fixture.mails).toEqual([]);
  });

  it("that somebody else has is refused to who proves to own it, and to nobody before", async () => {
    using fixture = await openWithAda();
    await fixture.pool.ensureUser({ email: next, password: ada.password });
    expect(await fixture.update({ email: next })).toMatchObject({ status: 200 });
    expect(await fixture.verify(otherThan(fixture.mailedCode()))).toMatchObject(mismatch);
    expect(await fixture.verify(fixture.mailedCode())).toEqual({
      status: 400,
      __type: "AliasExistsException",
      message: "An account with the given email already exists.",
    });
    expect(await fixture.attributes()).toMatchObject({ email: ada.email });
  });

  it("makes codes worthless that were mailed to the old one", async () => {
    using fixture = await openWithAda();
    await fixture.call("ForgotPassword", { ClientId: "web", Username: ada.email });
    const reset = fixture.mailedCode();
    await fixture.update({ email: next });
    await fixture.verify(fixture.mailedCode());
    const confirm = { ClientId: "web", ConfirmationCode: reset, Password: "Another-Password-1" };
    expect(await fixture.call("ConfirmForgotPassword", { ...confirm, Username: next })).toMatchObject(mismatch);
  });

  it("can be guessed ten times in an hour", async () => {
    using fixture = await openWithAda();
    await fixture.update({ email: next });
    const wrong = otherThan(fixture.mailedCode());
    for (let count = 0; count < 10; count += 1) expect(await fixture.verify(wrong)).toMatchObject(mismatch);
    expect(await fixture.verify(fixture.mailedCode())).toMatchObject({ __type: "LimitExceededException" });
  });

  it("is all that can be verified", async () => {
    using fixture = await openWithAda();
    const AttributeName = "phone_number";
    for (const operation of ["GetUserAttributeVerificationCode", "VerifyUserAttribute"]) {
      expect(await fixture.as(operation, { AttributeName, Code: "123456" })).toMatchObject({
        __type: "InvalidParameterException",
      });
    }
  });
});
