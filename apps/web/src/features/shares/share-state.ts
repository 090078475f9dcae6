import type { ShareView } from "@tintype/core";

/** `usedUp`: as often opened as it may be; whoever is looking at that moment goes on. */
export type ShareState = "living" | "revoked" | "expired" | "usedUp";

/** What becomes of somebody who follows the link at `now` (milliseconds since 1970). */
export function stateOf(
  { revokedAt, expiresAt, maxViews, views }: Pick<ShareView, "revokedAt" | "expiresAt" | "maxViews" | "views">,
  now: number,
): ShareState {
  if (revokedAt !== undefined) return "revoked";
  if (Date.parse(expiresAt) <= now) return "expired";
  return maxViews !== undefined && views >= maxViews ? "usedUp" : "living";
}
