import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { Account } from "./account.ts";

/** Every account that is being deleted, or has been and was not swept yet, and every one whose export is being prepared. */
export async function listUnfinished(
  ports: Pick<Ports, "accounts">,
  actor: Actor,
  options?: CallOptions,
): Promise<readonly Account[]> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const accounts: Account[] = [];
  for await (const account of ports.accounts.unfinished(options)) accounts.push(account);
  return accounts;
}
