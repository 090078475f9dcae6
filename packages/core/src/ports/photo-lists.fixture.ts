import { Photo } from "../photos/photo.ts";
import { Cursor } from "../shared/page.ts";
import { ana, changed } from "./entities.fixture.ts";
import type { PhotoRepositoryFixture } from "./metadata.fixture.ts";
import type { PhotoFilter } from "./photo-repository.ts";
import { walkPages } from "./walk-pages.fixture.ts";

/*
 * What the contracts of lists do with photos. Everything waits until lists show it.
 */

export async function savePhotos(
  { photos, settled }: PhotoRepositoryFixture,
  ...all: readonly (Photo | undefined)[]
): Promise<void> {
  for (const after of all) await photos.save({ after: Photo.parse(after), events: [] });
  await settled();
}

/** Resolves to the photo as it is then. */
export async function savePhotoAgain(
  { photos, settled }: PhotoRepositoryFixture,
  loaded: Photo | undefined,
  changes: Partial<Photo>,
): Promise<Photo> {
  const before = Photo.parse(loaded);
  const after = changed(before, changes);
  await photos.save({ before, after, events: [] });
  await settled();
  return after;
}

/** All of Ana's photos that the filter lets through, in pages of `limit`. */
export const listedPhotos = (
  store: PhotoRepositoryFixture,
  filter: PhotoFilter,
  limit = 3,
): Promise<readonly Photo[]> => walkPages((page) => store.photos.list(ana, filter, page), limit);

/** The cursor of that list of Ana's after its first `count` photos. */
export async function cursorAfterPhotos(
  store: PhotoRepositoryFixture,
  filter: PhotoFilter,
  count: number,
): Promise<Cursor> {
  let cursor: Cursor | undefined;
  for (let left = count; left > 0; ) {
    const page = await store.photos.list(ana, filter, { limit: left, cursor });
    left -= page.items.length;
    cursor = Cursor.parse(page.next);
  }
  return Cursor.parse(cursor);
}
