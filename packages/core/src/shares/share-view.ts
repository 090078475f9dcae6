import * as z from "zod";
import { CapturedAt, type Photo, Renditions, signRenditions } from "../photos/index.ts";
import type { Ports } from "../ports/index.ts";
import { PhotoId, ShareId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";
import { count, optionalText, positive } from "../shared/leaves.ts";
import { Download, type Share } from "./share.ts";

/** A link as the owner of its photo sees it. The token is not among it. */
export const ShareView = z.object({
  id: ShareId,
  photo: PhotoId,
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: Instant.optional(),
  hasPassword: z.boolean(),
  download: Download,
  maxViews: count.optional(),
  views: count,
  lastViewedAt: Instant.optional(),
  note: optionalText,
  revision: positive,
});
export type ShareView = z.infer<typeof ShareView>;

export function viewShare(share: Share): ShareView {
  const { owner, tokenHash, passwordHash, epoch, updatedAt, receipt, saved, ...shown } = share;
  return { ...shown, hasPassword: passwordHash !== undefined };
}

/** What everybody who has the link may know before opening it. */
export const ShareDescription = z.object({
  needsPassword: z.boolean(),
  expiresAt: Instant,
  kind: z.literal("photo"),
  owner: z.object({ displayName: optionalText }),
});
export type ShareDescription = z.infer<typeof ShareDescription>;

/** What a guest is told of the link itself. */
export const GuestShare = z.object({
  kind: z.literal("photo"),
  expiresAt: Instant,
  download: Download,
  owner: z.object({ displayName: optionalText }),
});
export type GuestShare = z.infer<typeof GuestShare>;

/** A photo as a guest sees it: what was written to be read, and nothing about the camera, the place or the file. */
export const GuestPhoto = z.object({
  id: PhotoId,
  title: optionalText,
  caption: optionalText,
  width: positive,
  height: positive,
  capturedAt: CapturedAt.optional(),
  placeholder: optionalText,
  colour: optionalText,
  renditions: Renditions,
});
export type GuestPhoto = z.infer<typeof GuestPhoto>;

/** Shows the photo to a guest, every rendition with an address that lives for at most two guest windows. */
export async function viewGuestPhoto(
  ports: Pick<Ports, "settings" | "clock" | "urls">,
  photo: Photo,
): Promise<GuestPhoto> {
  const renditions = await signRenditions(ports, photo, ports.settings.lifetimes.guestWindow);
  // The schema lets through what it names, and nothing else.
  return GuestPhoto.parse({ ...photo, renditions });
}
