import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed, SaveConflict } from "../shared/errors.ts";
import { UserId } from "../shared/ids.ts";
import { parseInput } from "../shared/parse-input.ts";
import { Account, DisplayName, Identity, isLeaving } from "./account.ts";
import { AccountNotFound } from "./account-errors.ts";

export const NewAccount = z.strictObject({
  identity: Identity,
  email: z.email(),
  displayName: DisplayName.optional(),
});
export type NewAccount = z.input<typeof NewAccount>;

/**
 * Gives somebody whom the pool has confirmed an account, with an id of our own. Doing it again, or twice at once,
 * resolves to the account that there is. The welcome mail follows by itself. Throws `account_not_found` as long as an
 * account of that identity is being deleted.
 */
export async function registerAccount(
  ports: Pick<Ports, "clock" | "ids" | "accounts">,
  actor: Actor,
  input: NewAccount,
  options?: CallOptions,
): Promise<Account> {
  authorize(
    actor,
    "account.register",
    () => new NotAllowed("Accounts are registered by the pool that signs people in."),
  );
  const { displayName, ...wanted } = parseInput(NewAccount, input);
  const existing = await ports.accounts.findByIdentity(wanted.identity, options);
  if (existing !== undefined && isLeaving(existing)) throw new AccountNotFound();
  if (existing !== undefined) return existing;
  const now = ports.clock.now();
  const id = UserId.parse(ports.ids.next());
  const account = Account.parse({
    id,
    ...wanted,
    ...(displayName && { displayName }),
    plan: "free",
    state: "active",
    createdAt: now,
    updatedAt: now,
    saved: 1,
    revision: 1,
  });
  try {
    const registered = { type: "account_registered", id: `${id}#1#0`, at: now, account: id } as const;
    await ports.accounts.save({ after: account, events: [registered] }, options);
    return account;
  } catch (error) {
    const winner = error instanceof SaveConflict && (await ports.accounts.findByIdentity(wanted.identity, options));
    if (winner) return winner;
    throw error;
  }
}
