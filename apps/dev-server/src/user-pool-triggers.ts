import type { TriggeredUser, UserPoolTriggers } from "@tintype/adapters-local";
import { type Clock, type IssuedCredentials, system, type Tintype, type UserId } from "@tintype/core";
import { localIdentity } from "./local-identity.ts";

/** What follows here from what people do at the pool; their accounts come into being as soon as one is needed. */
export function userPoolTriggers({ accounts }: Tintype, clock: Clock): UserPoolTriggers {
  const accountOf = openingAccount(accounts);
  return {
    postConfirmation: async (user) => void (await accountOf(user)),
    preToken: async (user) => ({ "tintype:user": await accountOf(user) }),
    // The pool ends its sessions itself, once this is written down: what failed here can be asked for again.
    signedOutEverywhere: async (user) =>
      accounts.signOutEverywhere(system, await accountOf(user), { happenedAt: clock.now() }),
    deleted: async (user) => accounts.deleteAccount(system, await accountOf(user)),
    addressChanged: async (user) => accounts.changeAddress(system, await accountOf(user), user.email),
  };
}

/** What the identity pool gives them. */
export function userPoolCredentials({
  accounts,
  credentials,
}: Tintype): (user: TriggeredUser) => Promise<IssuedCredentials> {
  const accountOf = openingAccount(accounts);
  return async (user) => credentials.issueCredentials({ kind: "user", userId: await accountOf(user) });
}

const openingAccount =
  (accounts: Tintype["accounts"]) =>
  async ({ subject, email, attributes }: TriggeredUser): Promise<UserId> => {
    const displayName = attributes["name"];
    const { id } = await accounts.registerAccount(system, { identity: localIdentity({ subject }), email, displayName });
    return id;
  };
