import { type Account, type AccountExport, accountChange, isLeaving } from "../accounts/index.ts";
import { authorize } from "../authorize.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Change } from "../ports/repository.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";

/** Raises `account_export_wanted` once more for an export that nobody works on. */
export async function goOnExporting(
  ports: Pick<Ports, "clock" | "accounts">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  await changeAggregate(
    ports.accounts,
    id,
    (current) => {
      const begun = current?.dataExport;
      if (current === undefined || isLeaving(current) || begun?.state !== "preparing") return { keep: current };
      return wantOnceMore(current, begun, ports.clock.now());
    },
    options,
  );
}

/** Nobody works on it: they hear of it once more. */
export const wantOnceMore = (account: Account, begun: AccountExport, now: Instant): Change<Account> =>
  accountChange(account, now, ["account_export_wanted"], { dataExport: { ...begun, advancedAt: now } });
