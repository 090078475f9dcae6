import { hours, minutes } from "@tintype/core";
import { createMemorySecrets } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createLocalIdentityProvider } from "../local-identity-provider.ts";
import { poolFile } from "../open-user-pool-database.ts";
import { ada, openPool } from "../user-pool.fixture.ts";

const user = { ClientId: "web", Username: ada.email };
const another = "Another-Password-1";
const mismatch = { status: 400, __type: "CodeMismatchException" };
const incorrect = { status: 400, __type: "NotAuthorizedException", message: "Incorrect username or password." };
const sent = {
  status: 200,
  CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
};

const openWithAda = async () => {
  const fixture = openPool();
  await fixture.addAda();
  fixture.mails.length = 0;
  fixture.hashed.length = 0;
  const forget = (of = user) => fixture.call("ForgotPassword", of);
  const confirm = (ConfirmationCode: string, more = {}) =>
    fixture.call("ConfirmForgotPassword", { ...user, ConfirmationCode, Password: another, ...more });
  const signIn = (PASSWORD: string) =>
    fixture.call("InitiateAuth", {
      ClientId: "web",
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: ada.email, PASSWORD },
    });
  return { ...fixture, forget, confirm, attempt: signIn };
};
const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

describe("a forgotten password", () => {
  it("is replaced by the code that was mailed, once", async () => {
    using fixture = await openWithAda();
    expect(await fixture.forget()).toEqual(sent);
    expect(fixture.mails).toMatchObject([
      { to: ada.email, subject: `${fixture.mailedCode()} sets a new password for Tintype` },
    ]);
    expect(await fixture.confirm(fixture.mailedCode())).toEqual({ status: 200 });
    expect(await fixture.attempt(ada.password)).toEqual(incorrect);
    expect(await fixture.attempt(another)).toMatchObject({ status: 200 });
    expect(await fixture.confirm(fixture.mailedCode())).toMatchObject(mismatch);
  });

  it("is replaced once, also where the code is sent twice at the same moment", async () => {
    using fixture = await openWithAda();
    await fixture.forget();
    const code = fixture.mailedCode();
    const answers = await Promise.all([fixture.confirm(code), fixture.confirm(code, { Password: "Third-Password-1" })]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("stays where the code is wrong, another one, an hour old, or of another purpose", async () => {
    using fixture = await openWithAda();
    await fixture.forget();
    const first = fixture.mailedCode();
    await fixture.forget();
    const second = fixture.mailedCode();
    expect(await fixture.confirm(otherThan(second))).toMatchObject(mismatch);
    if (first !== second) expect(await fixture.confirm(first)).toMatchObject(mismatch);
    const { AccessToken } = await fixture.signIn();
    await fixture.call("GetUserAttributeVerificationCode", { AccessToken, AttributeName: "email" });
    if (fixture.mailedCode() !== second) expect(await fixture.confirm(fixture.mailedCode())).toMatchObject(mismatch);
    fixture.clock.advance(hours(1));
    expect(await fixture.confirm(second)).toMatchObject({ __type: "ExpiredCodeException" });
    expect(await fixture.attempt(ada.password)).toMatchObject({ status: 200 });
  });

  it("can be tried ten times in an hour, however many codes are asked for", async () => {
    using fixture = await openWithAda();
    for (let count = 0; count < 10; count += 1) {
      if (count % 5 === 0) await fixture.forget();
      expect(await fixture.confirm(otherThan(fixture.mailedCode()))).toMatchObject(mismatch);
    }
    expect(await fixture.confirm(fixture.mailedCode())).toMatchObject({ __type: "LimitExceededException" });
    expect(fixture.hashed).toEqual([]);
    fixture.clock.advance(hours(1));
    await fixture.forget();
    expect(await fixture.confirm(fixture.mailedCode())).toEqual({ status: 200 });
  });

  it("unlocks the name", async () => {
    using fixture = await openWithAda();
    for (let count = 0; count < 12; count += 1) {
      fixture.clock.advance(minutes(14));
      await fixture.attempt("Wrong-1");
    }
    expect(await fixture.attempt(ada.password)).toMatchObject({ message: "Password attempts exceeded" });
    await fixture.forget();
    await fixture.confirm(fixture.mailedCode());
    expect(await fixture.attempt(another)).toMatchObject({ status: 200 });
  });

  it("of nobody, of somebody disabled or not confirmed gets the same answer and no mail", async () => {
    using fixture = await openWithAda();
    const Username = "alan@example.com";
    expect(await fixture.forget({ ...user, Username })).toEqual(sent);
    await fixture.call("SignUp", { ClientId: "web", Username, Password: ada.password });
    fixture.mails.length = 0;
    expect(await fixture.forget({ ...user, Username })).toEqual(sent);
    const subject = await fixture.pool.ensureUser(ada);
    await createLocalIdentityProvider(fixture).disable(subject);
    expect(await fixture.forget()).toEqual(sent);
    expect(fixture.mails).toEqual([]);
    for (const name of [Username, "nobody@example.com", ada.email]) {
      expect(await fixture.confirm("123456", { Username: name })).toMatchObject(mismatch);
    }
  });

  it("costs as many computations and commits for nobody as for somebody", async () => {
    using place = openPool();
    const file = place.database[poolFile];
    const did: string[] = [];
    let depth = 0;
    const write: typeof file.write = (work) => {
      if (depth === 0) did.push("commit");
      depth += 1;
      try {
        return file.write(work);
      } finally {
        depth -= 1;
      }
    };
    const secrets = createMemorySecrets();
    using fixture = openPool({
      database: { ...place.database, [poolFile]: { ...file, write } },
      secrets: {
        ...secrets,
        mac: (...asked) => {
          did.push("mac");
          return secrets.mac(...asked);
        },
      },
    });
    await fixture.addAda();
    const workFor = async (Username: string) => {
      did.length = 0;
      fixture.hashed.length = 0;
      await fixture.call("ForgotPassword", { ...user, Username });
      return [...did, ...fixture.hashed];
    };
    expect(await workFor("nobody@example.com")).toEqual(await workFor(ada.email));
    expect(did).toEqual(["mac", "commit"]);
  });

  it("cannot be one that the policy refuses, and the code stays good", async () => {
    using fixture = await openWithAda();
    await fixture.forget();
    expect(await fixture.confirm(fixture.mailedCode(), { Password: "weak-password" })).toMatchObject({
      __type: "InvalidPasswordException",
      message: "Password did not conform with policy: Password must have uppercase characters",
    });
    expect(await fixture.confirm(fixture.mailedCode())).toEqual({ status: 200 });
  });

  it("leaves sessions as they are, as with Cognito", async () => {
    using fixture = await openWithAda();
    const { AccessToken } = await fixture.signIn();
    await fixture.forget();
    await fixture.confirm(fixture.mailedCode());
    expect(await fixture.call("GetUser", { AccessToken })).toMatchObject({ status: 200 });
  });
});

describe("changing a password", () => {
  it("takes the old one, and counts wrong ones as sign-in does", async () => {
    using fixture = await openWithAda();
    const { AccessToken } = await fixture.signIn();
    const change = (PreviousPassword: string, ProposedPassword = another) =>
      fixture.call("ChangePassword", { AccessToken, PreviousPassword, ProposedPassword });
    for (let count = 0; count < 4; count += 1) expect(await change("Wrong-1")).toEqual(incorrect);
    expect(await change(ada.password, "weak")).toMatchObject({ __type: "InvalidPasswordException" });
    expect(await change(ada.password)).toEqual({ status: 200 });
    expect(await fixture.attempt(ada.password)).toEqual(incorrect);
    expect(await fixture.attempt(another)).toMatchObject({ status: 200 });
    for (let count = 0; count < 5; count += 1) expect(await change("Wrong-1")).toEqual(incorrect);
    expect(await change(another)).toMatchObject({ message: "Password attempts exceeded" });
  });

  it("makes a code worthless that was mailed for a forgotten one", async () => {
    using fixture = await openWithAda();
    await fixture.forget();
    const code = fixture.mailedCode();
    const { AccessToken } = await fixture.signIn();
    const change = { AccessToken, PreviousPassword: ada.password, ProposedPassword: "Third-Password-1" };
    expect(await fixture.call("ChangePassword", change)).toEqual({ status: 200 });
    expect(await fixture.confirm(code)).toMatchObject(mismatch);
  });
});
