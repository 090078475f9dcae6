import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { depart } from "./departure.ts";

/** Raises `account_deleted` once more: there was more to remove than one event could, or nobody did. */
export async function goOnDeleting(
  ports: Pick<Ports, "clock" | "accounts">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  await changeAggregate(
    ports.accounts,
    id,
    (current) => (current?.state === "deleting" ? depart(current, ports.clock.now()) : { keep: current }),
    options,
  );
}
