import * as z from "zod";
import { Counters } from "../shared/aggregate.ts";
import { PhotoId, ShareId, UserId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { count, optionalPositive, optionalText, positive, text } from "../shared/leaves.ts";
import { humanText } from "../shared/text.ts";

/** What a guest may take along: nothing, a re-encode in full size without metadata, or the original as it was uploaded. */
export const Download = z.enum(["none", "copy", "original"]);
export type Download = z.infer<typeof Download>;

export const ShareNote = humanText(500);

/** A link that lets whoever holds it see one photo. The token itself is never stored. */
export const Share = z
  .object({
    id: ShareId,
    photo: PhotoId,
    owner: UserId,
    /** What `Secrets` makes of the token; the only way back from a token to its share. */
    tokenHash: text,
    passwordHash: optionalText,
    /** Moves when earlier grants must stop counting: another password, or the share revoked. */
    epoch: positive,
    download: Download,
    note: optionalText,
    maxViews: optionalPositive,
    views: count,
    lastViewedAt: Instant.optional(),
    expiresAt: Instant,
    revokedAt: Instant.optional(),
    createdAt: Instant,
    updatedAt: Instant,
    /** The `keyHash` of the receipt that was saved with it: the two go together. */
    receipt: optionalText,
    ...Counters,
  })
  .readonly();
export type Share = z.infer<typeof Share>;

/** Neither revoked nor expired. A share whose views are used up is alive for those who have opened it already. */
export function isLive(share: Share, now: Instant): boolean {
  return share.revokedAt === undefined && share.expiresAt > now;
}

/** Whether one more view may be counted. */
export function hasViewsLeft(share: Share): boolean {
  return share.maxViews === undefined || share.views < share.maxViews;
}
