import { describe, expect, it } from "vitest";
import type { Account } from "../accounts/account.ts";
import type { UserId } from "../shared/ids.ts";
import { describeAccountRepository } from "./account-repository.contract.ts";
import type { AccountRepository } from "./account-repository.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { anAccount } from "./entities.fixture.ts";
import { openMemoryMetadata } from "./open-memory-metadata.fixture.ts";

/** Repositories that each do one thing wrong, by the behaviour that gives them away. */
const broken: Record<string, (accounts: AccountRepository) => Partial<AccountRepository>> = {
  "keeps every field of an account as it is": (accounts) => ({
    save: ({ after, ...change }) => accounts.save({ ...change, after: { ...after, email: after.email.toLowerCase() } }),
  }),
  "finds an account by its identity as it was saved last": (accounts) => {
    // An index that knows what was registered.
    const registered = new Map<string, Account>();
    return {
      save: async (change) => {
        await accounts.save(change);
        if (change.before === undefined) registered.set(change.after.identity.subject, change.after);
      },
      findByIdentity: async ({ subject }) => registered.get(subject),
    };
  },
  "tells identities apart that look alike": (accounts) => ({
    save: ({ after, ...change }) => accounts.save({ ...change, after: { ...after, identity: joined(after.identity) } }),
    findByIdentity: (identity) => accounts.findByIdentity(joined(identity)),
  }),
  "refuses a second account of the same identity, with its events and its receipt": withoutClaims,
  "lets exactly one of many registrations of one identity at once win": withoutClaims,
  "keeps an identity for its account through every change": (accounts) => {
    // Loses the claim with the first change.
    const changedOnce = new Set<UserId>();
    const loose = withoutClaims(accounts);
    return {
      save: async (change) => {
        if (change.before !== undefined) changedOnce.add(change.after.id);
        const holder = await accounts.findByIdentity(change.after.identity);
        const isLoose = holder !== undefined && changedOnce.has(holder.id);
        await (isLoose && holder.id !== change.after.id ? loose.save(change) : accounts.save(change));
      },
    };
  },
  "finds every account that something is under way for, and no other": (accounts) => ({
    unfinished: async function* () {
      for await (const account of accounts.unfinished()) if (account.state === "deleting") yield account;
    },
  }),
  "does not forget an account that was saved meanwhile": (accounts) => ({
    forget: async ({ id }) => {
      const current = await accounts.get(id);
      if (current !== undefined) await accounts.forget(current);
    },
  }),
};

/** One key for both parts of an identity. */
const joined = ({ issuer, subject }: Account["identity"]) => ({ issuer: "any", subject: `${issuer}#${subject}` });

/** Any number of accounts may have an identity. */
function withoutClaims(accounts: AccountRepository): Pick<AccountRepository, "save"> {
  return {
    save: ({ after, ...change }) =>
      accounts.save({ ...change, after: { ...after, identity: anAccount({ id: after.id }).identity } }),
  };
}

describe("the contract of AccountRepository", () => {
  for (const [behaviour, sabotage] of Object.entries(broken)) {
    it(`catches a repository that fails where it says "${behaviour}"`, async () => {
      const open = openMemoryMetadata({}, ({ accounts }) => ({ accounts: { ...accounts, ...sabotage(accounts) } }));
      const suite = (runner: Parameters<typeof describeAccountRepository>[0]) =>
        describeAccountRepository(runner, "broken", open);
      expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
    });
  }
});
