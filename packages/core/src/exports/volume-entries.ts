import type { Account } from "../accounts/index.ts";
import { type Photo, recordOf } from "../photos/index.ts";
import type { ArchiveEntry } from "../ports/archiver.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { Unavailable } from "../shared/errors.ts";
import type { Instant } from "../shared/instant.ts";
import type { ShareView } from "../shares/index.ts";
import { readMe } from "./read-me.ts";

/** Originals, byte for byte as they were uploaded, and what is known of these photos, the others among them. */
export function photoEntries(
  ports: Pick<Ports, "blobs">,
  photos: readonly Photo[],
  { volume, now }: { readonly volume: number; readonly now: Instant },
  options?: CallOptions,
): readonly ArchiveEntry[] {
  const records = photos.map((photo) => {
    const file = fileOf(photo);
    return { ...recordOf(photo), ...(file !== undefined && { file }) };
  });
  const originals = photos.flatMap((photo) => originalEntry(ports, photo, options) ?? []);
  return [jsonEntry(`photos-${volume}.json`, records, now), ...originals];
}

/** What the first volume holds beside photos. */
export function accountEntries(account: Account, shares: readonly ShareView[], now: Instant): readonly ArchiveEntry[] {
  const { id, email, displayName, plan, createdAt } = account;
  return [
    textEntry("read-me.txt", readMe, now),
    jsonEntry("account.json", { id, email, displayName, plan, createdAt }, now),
    jsonEntry("shares.json", shares, now),
  ];
}

/** Names are ours: what people call their files is in the JSON, for it could be anything. */
function fileOf({ id, original }: Photo): string | undefined {
  const extension = original?.split(".").at(-1);
  return extension && `photos/${id.toLowerCase()}.${extension}`;
}

function originalEntry(
  { blobs }: Pick<Ports, "blobs">,
  photo: Photo,
  options: CallOptions | undefined,
): ArchiveEntry | undefined {
  const { original: key, bytes, createdAt } = photo;
  const name = fileOf(photo);
  if (key === undefined || name === undefined) return undefined;
  const open = async () => {
    const blob = await blobs.open({ area: "originals", key }, options);
    // Removed since it was listed: the volume is begun again without it.
    if (blob === undefined) throw new Unavailable("A photo was removed while it was being packed.");
    return blob.body;
  };
  return { name, bytes, modifiedAt: createdAt, open };
}

const jsonEntry = (name: string, value: unknown, now: Instant): ArchiveEntry =>
  textEntry(name, `${JSON.stringify(value, undefined, 2)}\n`, now);

function textEntry(name: string, text: string, modifiedAt: Instant): ArchiveEntry {
  const bytes = new TextEncoder().encode(text);
  const open = async () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
  return { name, bytes: bytes.length, modifiedAt, open };
}
