import type { AccountExport } from "../accounts/index.ts";
import type { Photo } from "../photos/index.ts";
import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { UserId } from "../shared/ids.ts";

type Place = AccountExport["next"];

/** The photos of one volume, and where the next one begins; without that it is the last. */
export interface Gathered {
  readonly photos: readonly Photo[];
  readonly next?: Place;
}

/** A volume ends with a page: large photos make it larger than it was to be, by no more than so many of them. */
const PAGE = 20;

/** Photos from `place` on, the library first and then the trash, until there are enough for a volume. */
export async function gatherPhotos(
  ports: Pick<Ports, "settings" | "photos">,
  owner: UserId,
  place: Place,
  options?: CallOptions,
): Promise<Gathered> {
  const { volumeBytes, volumePhotos } = ports.settings.export;
  const photos: Photo[] = [];
  let bytes = 0;
  let next: Place | undefined = place;
  while (next !== undefined && bytes < volumeBytes && photos.length < volumePhotos) {
    const { shelf, cursor }: Place = next;
    const filter = shelf === "trash" ? ({ state: "trashed" } as const) : {};
    const page = await ports.photos.list(owner, filter, { limit: Math.min(PAGE, volumePhotos), cursor }, options);
    photos.push(...page.items);
    bytes += page.items.reduce((sum, photo) => sum + photo.bytes, 0);
    next =
      page.next !== undefined ? { shelf, cursor: page.next } : shelf === "library" ? { shelf: "trash" } : undefined;
  }
  return next === undefined ? { photos } : { photos, next };
}
