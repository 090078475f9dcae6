import { type Account, type AccountExport, accountChange, admitToAccount } from "../accounts/index.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Change } from "../ports/repository.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { ExportId } from "../shared/ids.ts";
import { type Instant, plus } from "../shared/instant.ts";
import { type ExportView, viewExport } from "./export-view.ts";
import { wantOnceMore } from "./go-on-exporting.ts";

type BeginExportPorts = Pick<Ports, "settings" | "clock" | "ids" | "accounts" | "blobs" | "urls">;

/**
 * Has everything packed that the caller has, for them to take along. Asked again while that is under way, or within the
 * hour (`export.every`), it is the same one; a later one takes the place of the one before.
 */
export async function beginExport(ports: BeginExportPorts, actor: Actor, options?: CallOptions): Promise<ExportView> {
  if (actor.kind !== "user") throw admitToAccount(actor, "account.export", undefined);
  const now = ports.clock.now();
  const id = ExportId.parse(ports.ids.next());
  let replaced: AccountExport["volumes"] = [];
  const account = await changeAggregate(
    ports.accounts,
    actor.userId,
    (current) => {
      const account = admitToAccount(actor, "account.export", current);
      replaced = [];
      const change = begin(ports, account, id, now);
      if (!("keep" in change) && change.after.dataExport?.id === id) replaced = account.dataExport?.volumes ?? [];
      return change;
    },
    options,
  );
  for (const { key } of replaced) await ports.blobs.remove({ area: "media", key }, options);
  return viewExport(ports, account.dataExport as AccountExport);
}

function begin(
  { settings }: BeginExportPorts,
  account: Account,
  id: ExportId,
  now: Instant,
): Change<Account> | { readonly keep: Account } {
  const known = account.dataExport;
  const isUnderWay = known?.state === "preparing";
  if (isUnderWay && plus(known.advancedAt, settings.recovery.stalledAfter) > now) return { keep: account };
  if (isUnderWay) return wantOnceMore(account, known, now);
  if (known !== undefined && plus(known.requestedAt, settings.export.every) > now) return { keep: account };
  const dataExport = {
    id,
    state: "preparing",
    requestedAt: now,
    advancedAt: now,
    next: { shelf: "library" },
    volumes: [],
  } as const;
  return accountChange(account, now, ["account_export_wanted"], { dataExport });
}
