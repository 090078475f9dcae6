import { admitToAccount } from "../accounts/index.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { ExportId } from "../shared/ids.ts";
import { ExportNotFound } from "./export-errors.ts";
import { type ExportView, viewExport } from "./export-view.ts";

/** How far the caller's export is, and where its files are once it is ready. Throws `export_not_found`. */
export async function getExport(
  ports: Pick<Ports, "settings" | "clock" | "accounts" | "urls">,
  actor: Actor,
  id: ExportId,
  options?: CallOptions,
): Promise<ExportView> {
  const account = actor.kind === "user" ? await ports.accounts.get(actor.userId, options) : undefined;
  const { dataExport } = admitToAccount(actor, "account.export", account);
  const isOver = dataExport?.expiresAt !== undefined && dataExport.expiresAt <= ports.clock.now();
  if (dataExport?.id !== id || isOver) throw new ExportNotFound();
  return viewExport(ports, dataExport);
}
