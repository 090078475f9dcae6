import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import { createWorld } from "../world.fixture.ts";
import type { NewAccount } from "./register-account.ts";

const identity = { issuer: "https://pool.example", subject: "cleo" };
const cleo: NewAccount = { identity, email: "cleo@example.com", displayName: "Cleo" };

describe("registering", () => {
  it("gives an account with an id of our own, on the free plan", async () => {
    const { ports, tintype } = await createWorld();
    const account = await tintype.accounts.registerAccount(system, cleo);
    expect(account).toEqual({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      identity,
      email: "cleo@example.com",
      displayName: "Cleo",
      plan: "free",
      state: "active",
      createdAt: ports.clock.now(),
      updatedAt: ports.clock.now(),
      saved: 1,
      revision: 1,
    });
  });

  it("gives the account that there is when it is done again, or many times at once", async () => {
    const { tintype, drain, ports } = await createWorld();
    const register = () => tintype.accounts.registerAccount(system, cleo);
    const accounts = [...(await Promise.all([register(), register(), register()])), await register()];
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(1);
    await drain();
    expect(ports.mailer.sent.filter(({ to }) => to === "cleo@example.com")).toHaveLength(1);
  });

  it("tells people of different pools apart, whatever address they have", async () => {
    const { tintype } = await createWorld();
    const one = await tintype.accounts.registerAccount(system, cleo);
    const other = await tintype.accounts.registerAccount(system, {
      ...cleo,
      identity: { ...identity, issuer: "https://other.example" },
    });
    expect(other.id).not.toBe(one.id);
  });

  it("does not keep a name of nothing", async () => {
    const { tintype } = await createWorld();
    expect(await tintype.accounts.registerAccount(system, { ...cleo, displayName: "\u202E " })).not.toHaveProperty(
      "displayName",
    );
  });

  it.each([
    ["something that is no address", { ...cleo, email: "cleo" }],
    ["a header in an address", { ...cleo, email: "cleo@example.com\r\nBcc: x@example.com" }],
    ["a plan of one's choice", { ...cleo, plan: "premium" }],
    ["no subject", { ...cleo, identity: { ...identity, subject: "" } }],
  ])("refuses %s", async (_, input) => {
    const { tintype } = await createWorld();
    expect(await codeOf(tintype.accounts.registerAccount(system, input))).toBe("invalid_input");
  });

  it("is done by the pool alone", async () => {
    const { tintype, ana } = await createWorld();
    expect(await codeOf(tintype.accounts.registerAccount(ana, cleo))).toBe("not_allowed");
    expect(await codeOf(tintype.accounts.registerAccount(anonymous, cleo))).toBe("sign_in_required");
  });
});

describe("the welcome mail", () => {
  it("is sent once, to the address, with the name as text", async () => {
    const { ports, tintype, drain } = await createWorld();
    const displayName = "<b>Cleo</b> & co";
    const { id } = await tintype.accounts.registerAccount(system, { ...cleo, displayName });
    await drain();
    await tintype.accounts.sendWelcomeMail(system, id);
    const mails = ports.mailer.sent.filter(({ to }) => to === "cleo@example.com");
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.subject).toBe("Welcome to Tintype");
    expect(mail?.text).toContain("Welcome, <b>Cleo</b> & co!");
    expect(mail?.html).toContain("Welcome, &lt;b&gt;Cleo&lt;/b&gt; &amp; co!");
    expect(mail?.html).toContain('href="https://photos.example"');
  });

  it("is sent when the mailer is back", async () => {
    const { ports, tintype } = await createWorld();
    const { id } = await tintype.accounts.registerAccount(system, cleo);
    const away = { ...ports.mailer, send: () => Promise.reject(new Error("away")) };
    const limping = createTintype({ ...ports, mailer: away });
    await expect(limping.accounts.sendWelcomeMail(system, id)).rejects.toThrow("away");
    await tintype.accounts.sendWelcomeMail(system, id);
    expect(ports.mailer.sent.at(-1)?.to).toBe("cleo@example.com");
  });

  it("is not sent to nobody, nor because somebody asks", async () => {
    const { ports, tintype, ana } = await createWorld();
    const before = ports.mailer.sent.length;
    await tintype.accounts.sendWelcomeMail(system, "01KAFAKE000000000000009999" as typeof ana.userId);
    expect(ports.mailer.sent).toHaveLength(before);
    expect(await codeOf(tintype.accounts.sendWelcomeMail(ana, ana.userId))).toBe("not_allowed");
  });
});
