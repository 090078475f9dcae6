import { describe, expect, it } from "vitest";
import { failuresOf } from "./contract-runner.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { describeIdentityProvider, type IdentityProviderFixture } from "./identity-provider.contract.ts";
import { createMemoryIdentityProvider, type MemoryIdentityProvider } from "./identity-provider.memory.ts";
import type { IdentityProvider } from "./identity-provider.ts";

const fixtureOf = (pool: MemoryIdentityProvider): IdentityProviderFixture & AsyncDisposable => ({
  identities: pool,
  addUser: async (email) => pool.addUser({ email }),
  signIn: async (email) => pool.signIn(email),
  [Symbol.asyncDispose]: async () => {},
});

describeIdentityProvider({ describe, it, expect }, "memory", async () => fixtureOf(createMemoryIdentityProvider()));

/** Pools that each do one thing wrong, with the behaviour that gives them away. */
const broken: Record<string, (pool: MemoryIdentityProvider) => Partial<IdentityProvider>> = {
  "refuses sign-in and refresh once a user is disabled, again and again": () => ({ disable: async () => {} }),
  "lets a user who is enabled again sign in": () => ({ enable: async () => {} }),
  "ends every session at once, and lets the user sign in anew": () => ({ signOutEverywhere: async () => {} }),
  "has exactly the groups that were set last, each once": (pool) => ({
    setGroups: async (subject, groups) =>
      pool.setGroups(subject, [...groups, ...((await pool.lookUp(subject))?.groups ?? [])]),
  }),
  "forgets a user who was removed, with everything that could sign them in": (pool) => ({
    remove: (subject) => pool.disable(subject),
  }),
  "changes nothing for a subject that it does not know": (pool) => ({
    setGroups: async (subject, groups) => {
      pool.addUser({ subject, email: "made@example.com", groups });
    },
  }),
  "does not take an address for a subject": (pool) => ({
    lookUp: async (text) =>
      (await pool.lookUp(text)) ?? (text.includes("@") ? pool.lookUp("user-1") : Promise.resolve(undefined)),
  }),
};

describe("the contract of IdentityProvider", () => {
  it.each(Object.entries(broken))("catches a pool that fails where it says: %s", async (behaviour, sabotage) => {
    const open = async () => {
      const pool = createMemoryIdentityProvider();
      return fixtureOf({ ...pool, ...sabotage(pool) });
    };
    const suite = (runner: ContractRunner) => describeIdentityProvider(runner, "broken", open);
    expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
  });
});
