import { hours, minutes } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { poolFile } from "./open-user-pool-database.ts";
import { ada, openPool } from "./user-pool.fixture.ts";

const user = { ClientId: "web", Username: ada.email };
const stranger = { ClientId: "web", Username: "nobody@example.com" };
const mismatch = {
  status: 400,
  __type: "CodeMismatchException",
  message: "Invalid verification code provided, please try again.",
};
const tooMany = {
  status: 400,
  __type: "LimitExceededException",
  message: "Attempt limit exceeded, please try after some time.",
};

const openWithSignUp = async () => {
  const fixture = openPool();
  await fixture.call("SignUp", { ...user, Password: ada.password });
  const confirm = (ConfirmationCode: string, of = user) => fixture.call("ConfirmSignUp", { ...of, ConfirmationCode });
  const resend = (of = user) => fixture.call("ResendConfirmationCode", of);
  return { ...fixture, confirm, resend };
};
const other = (code: string) => (code === "000000" ? "000001" : "000000");

describe("a mailed code", () => {
  it("confirms an address once", async () => {
    using fixture = await openWithSignUp();
    const code = fixture.mailedCode();
    expect(await fixture.confirm(code)).toMatchObject({ status: 200 });
    expect(await fixture.confirm(code)).toMatchObject({
      __type: "NotAuthorizedException",
      message: "User cannot be confirmed. Current status is CONFIRMED",
    });
    expect(fixture.confirmed).toHaveLength(1);
  });

  it("is good for 24 hours", async () => {
    using fixture = await openWithSignUp();
    fixture.clock.advance(hours(24) - 1);
    expect(await fixture.confirm(fixture.mailedCode())).toMatchObject({ status: 200 });
  });

  it("has expired after 24 hours, as only somebody who has it learns", async () => {
    using fixture = await openWithSignUp();
    fixture.clock.advance(hours(24));
    expect(await fixture.confirm(other(fixture.mailedCode()))).toEqual(mismatch);
    expect(await fixture.confirm(fixture.mailedCode())).toEqual({
      status: 400,
      __type: "ExpiredCodeException",
      message: "Invalid code provided, please request a code again.",
    });
    expect(await fixture.resend()).toMatchObject({ status: 200 });
    expect(await fixture.confirm(fixture.mailedCode())).toMatchObject({ status: 200 });
  });

  it("is replaced by the next one", async () => {
    using fixture = await openWithSignUp();
    const former = fixture.mailedCode();
    expect(await fixture.resend()).toEqual({
      status: 200,
      CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
    });
    expect(fixture.mailedCode()).not.toBe(former);
    expect(await fixture.confirm(former)).toEqual(mismatch);
    expect(await fixture.confirm(fixture.mailedCode())).toMatchObject({ status: 200 });
  });

  it("opens nobody else's account", async () => {
    using fixture = await openWithSignUp();
    const code = fixture.mailedCode();
    const grace = { ClientId: "web", Username: "grace@example.com" };
    await fixture.call("SignUp", { ...grace, Password: ada.password });
    expect(await fixture.confirm(code, grace)).toEqual(mismatch);
  });

  it("can be guessed ten times an hour, however many are asked for", async () => {
    using fixture = await openWithSignUp();
    const wrong = () => fixture.confirm(other(fixture.mailedCode()));
    const tries = await Promise.all(Array.from({ length: 30 }, wrong));
    expect(tries.filter((answer) => answer["__type"] === "CodeMismatchException")).toHaveLength(10);
    expect(tries.slice(10)).toEqual(Array.from({ length: 20 }, () => tooMany));
    await fixture.resend();
    expect(await fixture.confirm(fixture.mailedCode())).toEqual(tooMany);
    fixture.clock.advance(hours(1) - 1);
    expect(await fixture.confirm(fixture.mailedCode())).toEqual(tooMany);
    fixture.clock.advance(1);
    expect(await fixture.confirm(fixture.mailedCode())).toMatchObject({ status: 200 });
  });

  it("can be asked for five times an hour", async () => {
    using fixture = await openWithSignUp();
    for (let count = 0; count < 5; count += 1) expect(await fixture.resend()).toMatchObject({ status: 200 });
    fixture.clock.advance(minutes(59));
    expect(await fixture.resend()).toEqual(tooMany);
    expect(fixture.mails).toHaveLength(6);
    fixture.clock.advance(minutes(1));
    expect(await fixture.resend()).toMatchObject({ status: 200 });
  });

  it("is kept as a digest alone", async () => {
    using fixture = await openWithSignUp();
    const rows = fixture.database[poolFile].prepare<{ digest: string }>("SELECT * FROM codes").all();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(fixture.mailedCode());
  });
});

describe("for an address that nobody has", () => {
  it("a wrong code gets the same answers, as often, as for one that somebody has", async () => {
    using fixture = await openWithSignUp();
    const wrong = other(fixture.mailedCode());
    for (let count = 0; count < 12; count += 1) {
      expect(await fixture.confirm(wrong, stranger)).toEqual(await fixture.confirm(wrong));
    }
  });

  it("a code is as good as sent, as often, and nothing is", async () => {
    using fixture = await openWithSignUp();
    fixture.mails.length = 0;
    for (let count = 0; count < 5; count += 1) {
      expect(await fixture.resend(stranger)).toEqual({
        status: 200,
        CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "n***@e***" },
      });
    }
    expect(await fixture.resend(stranger)).toEqual(tooMany);
    expect(fixture.mails).toEqual([]);
  });
});
