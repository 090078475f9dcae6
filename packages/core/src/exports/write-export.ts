import { type Account, type AccountExport, accountChange, isLeaving } from "../accounts/index.ts";
import { authorize } from "../authorize.ts";
import { exportKey } from "../photos/index.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { UploadId, type UserId } from "../shared/ids.ts";
import { plus } from "../shared/instant.ts";
import type { Cursor } from "../shared/page.ts";
import { type ShareView, viewShare } from "../shares/index.ts";
import { type Gathered, gatherPhotos } from "./gather-photos.ts";
import { accountEntries, photoEntries } from "./volume-entries.ts";

type WriteExportPorts = Pick<
  Ports,
  "settings" | "clock" | "ids" | "accounts" | "photos" | "shares" | "blobs" | "archives"
>;

/**
 * Writes the next volume of an export that was asked for, and asks for the one after it, until there is no more. Bytes
 * pass through: no photo is ever held as a whole. Doing it twice, or twice at once, ends the same.
 */
export async function writeExport(
  ports: WriteExportPorts,
  actor: Actor,
  owner: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const account = await ports.accounts.get(owner, options);
  const begun = account?.dataExport;
  if (account === undefined || isLeaving(account) || begun?.state !== "preparing") return;
  const gathered = await gatherPhotos(ports, owner, begun.next, options);
  const written = await writeVolume(ports, account, begun, gathered, options);
  const saved = await changeAggregate(
    ports.accounts,
    owner,
    (current) => {
      const isNext = current?.dataExport?.id === begun.id && current.dataExport.volumes.length === begun.volumes.length;
      return isNext && !isLeaving(current) ? advance(ports, current, begun, gathered, written) : { keep: current };
    },
    options,
  );
  // Somebody else was faster, or nobody wants it any more.
  const isKept = saved?.dataExport?.volumes.some(({ key }) => key === written.key) === true;
  if (!isKept) await ports.blobs.remove({ area: "media", key: written.key }, options);
}

async function writeVolume(
  ports: WriteExportPorts,
  account: Account,
  { volumes }: AccountExport,
  { photos }: Gathered,
  options: CallOptions | undefined,
): Promise<AccountExport["volumes"][number]> {
  const now = ports.clock.now();
  const volume = volumes.length + 1;
  const first = volume === 1 ? accountEntries(account, await sharesOf(ports, account.id, options), now) : [];
  const entries = [...first, ...photoEntries(ports, photos, { volume, now }, options)];
  const { bytes, body } = ports.archives.pack(entries, options);
  const key = exportKey(account.id, UploadId.parse(ports.ids.next()), volume);
  await ports.blobs.put({ area: "media", key }, body, { bytes, signal: options?.signal });
  return { key, bytes, photos: photos.length };
}

function advance(
  { settings, clock }: WriteExportPorts,
  account: Account,
  begun: AccountExport,
  { next }: Gathered,
  written: AccountExport["volumes"][number],
) {
  const now = clock.now();
  const advanced = { ...begun, advancedAt: now, volumes: [...begun.volumes, written] };
  if (next !== undefined)
    return accountChange(account, now, ["account_export_wanted"], { dataExport: { ...advanced, next } });
  const expiresAt = plus(now, settings.lifetimes.export);
  return accountChange(account, now, [], { dataExport: { ...advanced, state: "ready", expiresAt } });
}

async function sharesOf(
  ports: WriteExportPorts,
  owner: UserId,
  options: CallOptions | undefined,
): Promise<readonly ShareView[]> {
  const shares: ShareView[] = [];
  let cursor: Cursor | undefined;
  do {
    const page = await ports.shares.list(owner, undefined, { limit: ports.settings.page.most, cursor }, options);
    shares.push(...page.items.map(viewShare));
    cursor = page.next;
  } while (cursor !== undefined);
  return shares;
}
