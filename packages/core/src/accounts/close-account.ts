import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { departed } from "./departure.ts";

/**
 * Removes the person from an account that is being deleted, once nothing belongs to it any more: mail that is kept, how
 * often they asked, who they are at the pool, name and address. Idempotent.
 */
export async function closeAccount(
  ports: Pick<Ports, "clock" | "accounts" | "identities" | "mailer" | "rates">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const account = await ports.accounts.get(id, options);
  if (account?.state !== "deleting") return;
  await ports.mailer.forget(account.email, options);
  await ports.rates.forget(`user:${id}`, options);
  await ports.identities.remove(account.identity.subject, options);
  await changeAggregate(
    ports.accounts,
    id,
    (current) => (current?.state === "deleting" ? departed(current, ports.clock.now()) : { keep: current }),
    options,
  );
}
