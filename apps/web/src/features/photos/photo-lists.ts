import type { InfiniteData } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";

export interface PhotoPage {
  readonly items: readonly PhotoView[];
  readonly next?: string;
}
export type PhotoPages = InfiniteData<PhotoPage>;

/** Which photos a list holds: those of one state, else all that are not in the trash; from a place on the timeline to another. */
export type PhotoFilter = Readonly<Partial<Record<"state" | "tag" | "from" | "to", string>>>;

/** Where a photo stands on the timeline: the local time of its camera, else when it was announced. */
const placeOf = ({ capturedAt, createdAt }: PhotoView): string => capturedAt?.local ?? createdAt.replace("Z", "");

export const monthOf = (photo: PhotoView): string => placeOf(photo).slice(0, 7);

/** The list of a month holds what `GET /photos/months` counts there. */
export function filterOf(month: string): PhotoFilter {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${number + 1}`.replace(/-(\d)$/, "-0$1");
  return { from: month, to: next.padStart(7, "0") };
}

export const photosIn = (list: PhotoPages | undefined): readonly PhotoView[] =>
  list?.pages.flatMap(({ items }) => items) ?? [];

function fits({ state, tag, from, to }: PhotoFilter, photo: PhotoView): boolean {
  if (state === undefined ? photo.state === "trashed" : photo.state !== state) return false;
  const place = placeOf(photo);
  return (
    (tag === undefined || photo.tags.includes(tag)) &&
    (from === undefined || place >= from) &&
    (to === undefined || place < to)
  );
}

/** Takes photos out of a list, which stays the same where none of them is in it. */
export function takeFrom(list: PhotoPages, ids: ReadonlySet<string>): PhotoPages {
  if (!list.pages.some(({ items }) => items.some(({ id }) => ids.has(id)))) return list;
  return {
    ...list,
    pages: list.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !ids.has(id)) })),
  };
}

/**
 * Puts a photo where it belongs, instead of what the list knew of it: the latest is first, of those at the same moment the one
 * with the later id. A photo that belongs behind what has been fetched comes with its page.
 */
export function putInto(list: PhotoPages, filter: PhotoFilter, photo: PhotoView): PhotoPages {
  const [page, index] = find(list, photo.id);
  const known = list.pages[page]?.items[index];
  if (known !== undefined && placeOf(known) === placeOf(photo) && fits(filter, photo)) {
    return changePage(list, page, (items) => items.with(index, photo));
  }
  const others = known === undefined ? list : takeFrom(list, new Set([photo.id]));
  if (!fits(filter, photo)) return others;
  const behind = others.pages.findIndex(({ items }) => items.some((item) => isBefore(photo, item)));
  if (behind === -1) {
    const last = others.pages.length - 1;
    return others.pages[last]?.next === undefined ? changePage(others, last, (items) => [...items, photo]) : others;
  }
  return changePage(others, behind, (items) => {
    const place = items.findIndex((item) => isBefore(photo, item));
    return items.toSpliced(place, 0, photo);
  });
}

function find({ pages }: PhotoPages, id: string): readonly [page: number, index: number] {
  for (const [page, { items }] of pages.entries()) {
    const index = items.findIndex((item) => item.id === id);
    if (index !== -1) return [page, index];
  }
  return [-1, -1];
}

function isBefore(photo: PhotoView, other: PhotoView): boolean {
  const [place, otherPlace] = [placeOf(photo), placeOf(other)];
  return place === otherPlace ? photo.id > other.id : place > otherPlace;
}

function changePage(
  list: PhotoPages,
  changed: number,
  change: (items: readonly PhotoView[]) => readonly PhotoView[],
): PhotoPages {
  const pages = list.pages.map((page, index) => (index === changed ? { ...page, items: change(page.items) } : page));
  return { ...list, pages };
}
