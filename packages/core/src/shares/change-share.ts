import * as z from "zod";
import { authorize, checkScope } from "../authorize.ts";
import { checkRevision, wantCopy } from "../photos/index.ts";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Change } from "../ports/repository.ts";
import type { Actor } from "../shared/actor.ts";
import type { ChangeOptions } from "../shared/call-options.ts";
import { defined } from "../shared/defined.ts";
import { SignInRequired } from "../shared/errors.ts";
import type { ShareId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { parseInput } from "../shared/parse-input.ts";
import { endOf, SharePassword } from "./create-share.ts";
import { Download, type Share, ShareNote } from "./share.ts";
import { ShareNotFound } from "./share-errors.ts";
import { type ShareView, viewShare } from "./share-view.ts";

/** What shall be different: absent fields stay as they are, `null` removes a value. */
export const ShareChanges = z.strictObject({
  expiresAt: Instant.optional(),
  password: SharePassword.nullish(),
  download: Download.optional(),
  maxViews: z.int().positive().nullish(),
  note: ShareNote.nullish(),
});
export type ShareChanges = z.input<typeof ShareChanges>;

type ChangeSharePorts = Pick<Ports, "settings" | "clock" | "passwords" | "photos" | "shares">;

/**
 * Changes a link. Another password (or none) ends every visit that began with the old one. A revoked link stays revoked.
 * Throws `share_not_found`, `invalid_input`, `revision_conflict`.
 */
export async function changeShare(
  ports: ChangeSharePorts,
  actor: Actor,
  id: ShareId,
  changes: ShareChanges,
  options?: ChangeOptions,
): Promise<ShareView> {
  const wanted = parseInput(ShareChanges, changes);
  const { photo } = admitToShare(actor, await ports.shares.get(id, options));
  // First, so that no link ever promises a copy that nobody makes.
  if (wanted.download === "copy") await wantCopy(ports, photo, options);
  const passwordHash = wanted.password ? await ports.passwords.hash(wanted.password, options) : undefined;
  const share = await changeAggregate(
    ports.shares,
    id,
    (current) => {
      const before = admitToShare(actor, current);
      checkRevision(before, options?.ifRevision);
      const now = ports.clock.now();
      return updateShare(before, now, {
        ...(wanted.expiresAt !== undefined && { expiresAt: endOf(ports, wanted, now) }),
        ...(wanted.download !== undefined && { download: wanted.download }),
        ...(wanted.maxViews !== undefined && { maxViews: wanted.maxViews ?? undefined }),
        ...(wanted.note !== undefined && { note: wanted.note || undefined }),
        ...(wanted.password !== undefined && { passwordHash, epoch: before.epoch + 1 }),
      });
    },
    options,
  );
  return viewShare(share);
}

/** The share, if the caller made it; `share_not_found` otherwise. */
export function admitToShare(actor: Actor, share: Share | undefined): Share {
  checkScope(actor, "share.change");
  if (share === undefined) throw actor.kind === "anonymous" ? new SignInRequired() : new ShareNotFound();
  authorize(actor, "share.change", () => new ShareNotFound(), share);
  return share;
}

export function updateShare(before: Share, now: Instant, changes: Partial<Share>): Change<Share> {
  const counters = { updatedAt: now, saved: before.saved + 1, revision: before.revision + 1 };
  return { before, after: defined<Share>({ ...before, ...changes, ...counters }), events: [] };
}
