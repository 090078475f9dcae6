import { createTintype, minutes, plus } from "@tintype/core";
import { anAccount, ana, createMemoryPorts } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { hearOfPool, type PoolNews } from "./hear-of-pool.ts";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI";

/** Ana has an account here and a user at the pool; what happened there is heard five minutes later. */
async function open() {
  const ports = createMemoryPorts();
  const tintype = createTintype(ports);
  const subject = ports.identities.addUser({ email: "ana@example.com" });
  await ports.accounts.save({ after: anAccount({ id: ana, identity: { issuer, subject } }), events: [] });
  const happenedAt = ports.clock.now();
  ports.clock.advance(minutes(5));
  const { accounts, identities } = ports;
  const signal = new AbortController().signal;
  const hear = (did: PoolNews["did"], of = subject, at = happenedAt.replace(".000Z", "Z")) =>
    hearOfPool({ tintype, accounts, identities, issuer })({ did, subject: of, at }, { signal });
  const account = () => ports.accounts.get(ana);
  const comeWith = (issuedAt: typeof happenedAt) => tintype.accounts.identifyCaller({ issuer, subject, issuedAt });
  return { ports, subject, happenedAt, hear, account, comeWith };
}

describe(hearOfPool, () => {
  it("ends tokens from before somebody signed out everywhere, and no later ones", async () => {
    const { ports, happenedAt, hear, account, comeWith } = await open();
    const session = ports.identities.signIn("ana@example.com");
    await hear("GlobalSignOut");
    await hear("GlobalSignOut");
    await expect(comeWith(happenedAt)).rejects.toMatchObject({ code: "signed_out" });
    expect(await comeWith(plus(happenedAt, minutes(1)))).toMatchObject({ userId: ana });
    expect(await session?.refresh()).toBeDefined();
    // An older sign-out, heard of later, takes nothing back.
    await hear("GlobalSignOut", undefined, "2020-01-01T00:00:00Z");
    expect((await account())?.signedOutAt).toBe(happenedAt);
  });

  it.each(["DeleteUser", "AdminDeleteUser"] as const)("has the account leave whose user is gone: %s", async (did) => {
    const { ports, subject, hear, account } = await open();
    await ports.identities.remove(subject);
    await hear(did);
    expect((await account())?.state).toBe("deleting");
    const before = await account();
    await hear(did);
    expect(await account()).toEqual(before);
  });

  it("believes nobody that a user is gone whom the pool still has", async () => {
    const { hear, account } = await open();
    const before = await account();
    await hear("DeleteUser");
    expect(await account()).toEqual(before);
  });

  it("minds no strangers", async () => {
    const { ports, hear, account } = await open();
    const before = await account();
    await ports.identities.remove("somebody");
    for (const did of ["GlobalSignOut", "DeleteUser"] as const) await hear(did, "somebody");
    expect(await account()).toEqual(before);
  });

  it("hears again where the pool cannot say", async () => {
    const { ports, subject } = await open();
    const identities = { lookUp: () => Promise.reject(new Error("no answer")) };
    const hear = hearOfPool({ tintype: createTintype(ports), accounts: ports.accounts, identities, issuer });
    const news = { did: "DeleteUser", subject, at: "2026-11-20T09:30:00Z" } as const;
    await expect(hear(news, { signal: new AbortController().signal })).rejects.toThrow("no answer");
  });
});
