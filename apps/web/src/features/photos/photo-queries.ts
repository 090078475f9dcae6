import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";

export interface PhotoPage {
  readonly items: readonly PhotoView[];
  readonly next?: string;
}
export type PhotoPages = InfiniteData<PhotoPage, string | undefined>;

/** What can be asked for besides everything that is not in the trash. */
export type PhotoFilter = Readonly<Partial<Record<"state" | "tag" | "from" | "to", string>>>;

const PAGE = 100;

/** Every list of photos lies under `["photos"]`, every single one under `["photo", id]`. */
const photoKeys = { lists: ["photos"], one: (id: string) => ["photo", id] } as const;

export const photosQuery = (api: Api, filter: PhotoFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...photoKeys.lists, filter],
    queryFn: ({ pageParam, signal }) =>
      api<PhotoPage>("/photos", { query: { ...filter, limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });

export const photoQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: photoKeys.one(id),
    queryFn: ({ signal }) => api<PhotoView>(`/photos/${id}`, { signal }),
  });

/** Puts a photo that was just fetched wherever it is shown; a new one stands first in the list of everything. */
export function keepPhoto(client: QueryClient, photo: PhotoView): void {
  client.setQueryData(photoKeys.one(photo.id), photo);
  client.setQueriesData<PhotoPages>({ queryKey: photoKeys.lists }, (list) => list && replaceIn(list, photo));
  client.setQueryData<PhotoPages>([...photoKeys.lists, {}], (list) => list && addTo(list, photo));
}

const holds = ({ pages }: PhotoPages, id: string): boolean =>
  pages.some(({ items }) => items.some((item) => item.id === id));

function replaceIn(list: PhotoPages, photo: PhotoView): PhotoPages {
  if (!holds(list, photo.id)) return list;
  const pages = list.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === photo.id ? photo : item)),
  }));
  return { ...list, pages };
}

function addTo(list: PhotoPages, photo: PhotoView): PhotoPages {
  const [first, ...others] = list.pages;
  if (first === undefined || photo.state === "trashed" || holds(list, photo.id)) return list;
  return { ...list, pages: [{ ...first, items: [photo, ...first.items] }, ...others] };
}
