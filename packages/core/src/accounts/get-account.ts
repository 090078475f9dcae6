import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { UserId } from "../shared/ids.ts";
import { type Account, isLeaving, Plan } from "./account.ts";
import { AccountNotFound } from "./account-errors.ts";

const amount = z.int().nonnegative();

/** An account as its owner sees it. */
export const AccountView = z.object({
  id: UserId,
  email: z.string(),
  displayName: z.string().optional(),
  plan: Plan,
  /** What counts against the plan: the trash and uploads under way included. Bytes are those of originals. */
  usage: z.object({ photos: amount, bytes: amount, limits: z.object({ photos: amount, bytes: amount }) }),
  revision: z.int().positive(),
});
export type AccountView = z.infer<typeof AccountView>;

type ViewPorts = Pick<Ports, "settings" | "accounts" | "usage">;

/** The caller's own account, with what it uses of its plan. */
export async function getAccount(ports: ViewPorts, actor: Actor, options?: CallOptions): Promise<AccountView> {
  const account = actor.kind === "user" ? await ports.accounts.get(actor.userId, options) : undefined;
  return viewAccount(ports, admitToAccount(actor, "account.see", account), options);
}

/** The account, if the caller may do that to it. */
export function admitToAccount(
  actor: Actor,
  action: "account.see" | "account.change" | "account.export",
  account: Account | undefined,
): Account {
  if (account === undefined || isLeaving(account)) {
    authorize(actor, "account.open", () => new NotAllowed("Only somebody with an account has one to see."));
    throw new AccountNotFound();
  }
  authorize(actor, action, () => new AccountNotFound(), account);
  return account;
}

export async function viewAccount(ports: ViewPorts, account: Account, options?: CallOptions): Promise<AccountView> {
  const { id, email, displayName, plan, revision } = account;
  const usage = { ...(await ports.usage.usage(id, options)), limits: ports.settings.quota[plan] };
  return { id, email, ...(displayName !== undefined && { displayName }), plan, usage, revision };
}
