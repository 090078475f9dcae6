import type { TriggeredUser, UserPoolTriggers } from "@tintype/adapters-local";
import { system, type Tintype, type UserId } from "@tintype/core";
import { localIdentity } from "./local-identity.ts";

/** What follows here from what people do at the pool; their accounts come into being as soon as one is needed. */
export function userPoolTriggers(accounts: Tintype["accounts"]): UserPoolTriggers {
  const accountOf = async ({ subject, email, attributes }: TriggeredUser): Promise<UserId> => {
    const displayName = attributes["name"];
    const { id } = await accounts.registerAccount(system, { identity: localIdentity({ subject }), email, displayName });
    return id;
  };
  return {
    postConfirmation: async (user) => void (await accountOf(user)),
    preToken: async (user) => ({ "tintype:user": await accountOf(user) }),
    signedOutEverywhere: async (user) => accounts.signOutEverywhere(system, await accountOf(user)),
    deleted: async (user) => accounts.deleteAccount(system, await accountOf(user)),
    addressChanged: async (user) => accounts.changeAddress(system, await accountOf(user), user.email),
  };
}
