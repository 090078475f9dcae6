import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { UserId } from "../shared/ids.ts";
import { plus } from "../shared/instant.ts";
import { type Account, isLeaving } from "./account.ts";
import { AccountNotFound, FreshSignInRequired } from "./account-errors.ts";
import { depart } from "./departure.ts";

/**
 * Deletes an account for good. When this resolves nothing that belongs to it opens a door any more: no token, link, grant
 * or sign-in. Whatever there is of it, with all photos and links, is removed by what follows from `account_deleted`; the
 * sweep takes the rest. Doing it again changes nothing. Somebody who deletes their own account must have signed in
 * within the last ten minutes (`lifetimes.freshSignIn`). Throws `fresh_sign_in_required`, `account_not_found`.
 */
export async function deleteAccount(
  ports: Pick<Ports, "settings" | "clock" | "accounts" | "identities">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  const account = await changeAggregate(
    ports.accounts,
    id,
    (current) => {
      const account = admitToDelete(ports, actor, current);
      return account === undefined || isLeaving(account) ? { keep: account } : depart(account, ports.clock.now());
    },
    options,
  );
  // A sign-in that is not known yet to be over would end in an account that nobody can use.
  if (account?.state === "deleting") await ports.identities.disable(account.identity.subject, options);
}

/** The account, where there is still one. */
function admitToDelete(
  { settings, clock }: Pick<Ports, "settings" | "clock">,
  actor: Actor,
  account: Account | undefined,
): Account | undefined {
  if (account === undefined && actor.kind === "system") return undefined;
  if (account === undefined) throw new AccountNotFound();
  authorize(actor, "account.delete", () => new AccountNotFound(), account);
  if (actor.kind !== "user" || isLeaving(account)) return account;
  const { signedInAt } = actor;
  const isFresh = signedInAt !== undefined && plus(signedInAt, settings.lifetimes.freshSignIn) > clock.now();
  if (!isFresh) throw new FreshSignInRequired();
  return account;
}
