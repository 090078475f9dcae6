import { authorize } from "../authorize.ts";
import type { BlobArea, BlobInfo } from "../ports/blob-store.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import { plus } from "../shared/instant.ts";
import type { Photo, Rendition } from "./photo.ts";
import { ownerOfExport, photoOfKey } from "./photo-keys.ts";
import { isOnItsWay, isWaiting } from "./photo-life.ts";

type SweepPorts = Pick<Ports, "settings" | "clock" | "accounts" | "photos" | "blobs">;

const areas: readonly BlobArea[] = ["incoming", "originals", "media"];

/**
 * Removes blobs that nothing refers to and that are older than a day (`recovery.orphanAfter`): what a crash, a replayed
 * ticket or a lost event left behind. Whether something refers to a blob is asked again right before it is removed.
 * Resolves to the number of blobs removed.
 */
export async function sweepBlobs(ports: SweepPorts, actor: Actor, options?: CallOptions): Promise<number> {
  authorize(actor, "photo.maintain", () => new NotAllowed());
  let removed = 0;
  for (const area of areas) {
    let neighbour: Photo | undefined;
    for await (const blob of ports.blobs.list(area, "", options)) {
      if (plus(blob.modifiedAt, ports.settings.recovery.orphanAfter) > ports.clock.now()) continue;
      if (isReferred(blob, neighbour) || (await isTakeout(ports, blob, options))) continue;
      neighbour = await photoOf(ports, blob, options);
      if (isReferred(blob, neighbour)) continue;
      await ports.blobs.remove(blob, options);
      removed += 1;
    }
  }
  return removed;
}

/** Whether somebody can still fetch it to take it along. */
async function isTakeout(
  { accounts, clock }: SweepPorts,
  { key }: BlobInfo,
  options: CallOptions | undefined,
): Promise<boolean> {
  const owner = ownerOfExport(key);
  const account = owner && (await accounts.get(owner, options));
  const { volumes = [], expiresAt } = account?.dataExport ?? {};
  const isOver = expiresAt !== undefined && expiresAt <= clock.now();
  return !isOver && volumes.some((volume) => volume.key === key);
}

async function photoOf(
  ports: SweepPorts,
  blob: BlobInfo,
  options: CallOptions | undefined,
): Promise<Photo | undefined> {
  const id = photoOfKey(blob.key);
  return id && ports.photos.get(id, options);
}

function isReferred({ area, key }: BlobInfo, photo: Photo | undefined): boolean {
  return photo !== undefined && photo.id === photoOfKey(key) && needs[area](photo, key);
}

/** What a photo needs: its upload until it is ready, whatever is being made, and what was made. */
const needs: Readonly<Record<BlobArea, (photo: Photo, key: string) => boolean>> = {
  incoming: (photo, key) => isOnItsWay(photo) && photo.upload.key === key,
  originals: (photo, key) => isWaiting(photo) || photo.original === key,
  media: (photo, key) =>
    isWaiting(photo) ||
    photo.copy?.state === "wanted" ||
    [...Object.values(photo.renditions ?? {}), ...copyOf(photo)].some((made) => made.key === key),
};

const copyOf = ({ copy }: Photo): readonly Rendition[] => (copy?.state === "made" ? [copy.rendition] : []);
