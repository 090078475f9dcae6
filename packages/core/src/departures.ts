import { type Account, isLeaving } from "./accounts/index.ts";
import type { Features } from "./features.ts";
import type { Reconciled } from "./photos/index.ts";
import { system } from "./shared/actor.ts";
import type { CallOptions } from "./shared/call-options.ts";
import type { UserId } from "./shared/ids.ts";
import type { Instant } from "./shared/instant.ts";

/** Removes what belongs to somebody who has deleted their account. Resolves to whether nothing is left. Idempotent. */
export async function eraseBelongings(
  { photos, shares, exports, apiKeys }: Features,
  account: UserId,
  options?: CallOptions,
): Promise<boolean> {
  await apiKeys.eraseApiKeys(system, account, options);
  await shares.eraseShares(system, account, options);
  await exports.eraseExports(system, account, options);
  return photos.erasePhotos(system, account, options);
}

/** Asks once more for deletions and exports that nobody has worked on since `before`. */
export async function reviveAccounts(
  { accounts, exports }: Features,
  before: Instant,
  options?: CallOptions,
): Promise<Reconciled> {
  const unfinished = await accounts.listUnfinished(system, options);
  const stuck = unfinished.filter((account) => account.state !== "deleted" && advancedAt(account) <= before);
  const troubles: unknown[] = [];
  for (const account of stuck) {
    const goOn = isLeaving(account) ? accounts.goOnDeleting : exports.goOnExporting;
    await goOn(system, account.id, options).catch((trouble: unknown) => troubles.push(trouble));
  }
  return { attended: stuck.length - troubles.length, troubles };
}

/** When somebody last worked on what is under way for an account. */
const advancedAt = (account: Account): Instant =>
  isLeaving(account) ? account.updatedAt : (account.dataExport?.advancedAt ?? account.updatedAt);

/**
 * Brings every deletion to its end, and removes the accounts themselves; once more everything else first, since somebody
 * who was writing while the account was being deleted may have come too late to be stopped. Resolves to how many.
 */
export async function sweepDepartures(features: Features, options?: CallOptions): Promise<number> {
  const leaving = (await features.accounts.listUnfinished(system, options)).filter(isLeaving);
  for (const { id } of leaving) {
    while (!(await eraseBelongings(features, id, options))) options?.signal?.throwIfAborted();
    await features.accounts.closeAccount(system, id, options);
    await features.accounts.forgetAccount(system, id, options);
  }
  return leaving.length;
}
