import { describe, expect, it } from "vitest";
import { failuresOf } from "./contract-runner.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { describePasswordHasher } from "./password-hasher.contract.ts";
import { createMemoryPasswordHasher } from "./password-hasher.memory.ts";
import type { PasswordHasher } from "./password-hasher.ts";

const fixtureOf = (passwords: PasswordHasher) => ({ passwords, [Symbol.asyncDispose]: async () => {} });

describePasswordHasher({ describe, it, expect }, "memory", async () => fixtureOf(createMemoryPasswordHasher()));

/** Hashers that each do one thing wrong, with the behaviour that gives them away. */
const broken: Record<string, (good: PasswordHasher) => Partial<PasswordHasher>> = {
  "knows the password that made a hash, and no other": ({ verify }) => ({
    verify: (password, hash) => verify(password.toLowerCase().trim(), hash),
  }),
  "never makes the same hash twice, and does not show the password in it": () => ({
    hash: async (password) => `$${password}`,
    verify: async (password, hash) => hash === `$${password}`,
  }),
  "takes passwords of every length and script, to their last character": ({ hash, verify }) => ({
    hash: (password) => hash(password.slice(0, 72)),
    verify: (password, stored) => verify(password.slice(0, 72), stored),
  }),
  "answers no, and does not fail, without a hash and for what is none": ({ verify }) => ({
    verify: async (password, hash) => {
      if (!hash) throw new Error("There is no hash.");
      return verify(password, hash);
    },
  }),
  "takes one spelling of a letter for another spelling of it": ({ hash, verify }) => ({
    hash: (password) => hash(password.split("").join("|")),
    verify: (password, stored) => verify(password.split("").join("|"), stored),
  }),
  "refuses rather than letting everybody wait, and goes on afterwards": ({ verify }) => {
    let last: Promise<unknown> = Promise.resolve();
    return {
      verify: (password, stored) => {
        const next = last.then(() => verify(password, stored));
        last = next;
        return next;
      },
    };
  },
  "does nothing once the caller has given up": ({ hash, verify }) => ({
    hash: (password) => hash(password),
    verify: (password, stored) => verify(password, stored),
  }),
};

describe("the contract of PasswordHasher", () => {
  it.each(Object.entries(broken))("catches a hasher that fails where it says: %s", async (behaviour, sabotage) => {
    const open = async () => {
      const good = createMemoryPasswordHasher();
      return fixtureOf({ ...good, ...sabotage(good) });
    };
    const suite = (runner: ContractRunner) => describePasswordHasher(runner, "broken", open);
    expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
  });
});
