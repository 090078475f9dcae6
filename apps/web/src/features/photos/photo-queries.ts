import { infiniteQueryOptions, type QueryClient, type QueryKey, queryOptions } from "@tanstack/react-query";
import type { PhotoMonth, PhotoView } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";
import {
  monthOf,
  type PhotoFilter,
  type PhotoPage,
  type PhotoPages,
  photosIn,
  putInto,
  takeFrom,
} from "./photo-lists.ts";

const PAGE = 100;
/** A longer list is not fetched anew each time that somebody comes back to the page. */
const PAGES_ANEW = 3;

/** Every list of photos lies under `["photos"]` with its filter, every single one under `["photo", id]`. */
const photoKeys = {
  lists: ["photos"],
  list: (filter: PhotoFilter) => ["photos", filter],
  one: (id: string) => ["photo", id],
  months: ["months"],
} as const;

export const photosQuery = (api: Api, filter: PhotoFilter) =>
  infiniteQueryOptions({
    queryKey: photoKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      api<PhotoPage>("/photos", { query: { ...filter, limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchOnWindowFocus: ({ state: { data } }) => (data?.pages.length ?? 0) <= PAGES_ANEW,
  });

export const photoQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: photoKeys.one(id),
    queryFn: ({ signal }) => api<PhotoView>(`/photos/${id}`, { signal }),
  });

/** How many photos each month has, the latest first. */
export const monthsQuery = (api: Api) =>
  queryOptions({
    queryKey: photoKeys.months,
    queryFn: async ({ signal }) => (await api<{ items: readonly PhotoMonth[] }>("/photos/months", { signal })).items,
  });

/** What has been fetched of a list, in its order. */
export const knownPhotos = (client: QueryClient, filter: PhotoFilter): readonly PhotoView[] =>
  photosIn(client.getQueryData<PhotoPages>(photoKeys.list(filter)));

/** The same, and whether that is all of it; undefined where nothing has been. */
export function knownList(
  client: QueryClient,
  filter: PhotoFilter,
): { readonly photos: readonly PhotoView[]; readonly isComplete: boolean } | undefined {
  const list = client.getQueryData<PhotoPages>(photoKeys.list(filter));
  return list && { photos: photosIn(list), isComplete: list.pages.at(-1)?.next === undefined };
}

/** Fetches what is missing of a list, and tells all of it. */
export async function allPhotos(client: QueryClient, api: Api, filter: PhotoFilter): Promise<readonly PhotoView[]> {
  const known = knownList(client, filter);
  return known?.isComplete ? known.photos : allPhotosNow(client, api, filter);
}

/** Fetches all of a list, whatever is known of it. */
export async function allPhotosNow(client: QueryClient, api: Api, filter: PhotoFilter): Promise<readonly PhotoView[]> {
  // What is being fetched already may be a part.
  await client.cancelQueries({ queryKey: photoKeys.list(filter), exact: true });
  const options = { ...photosQuery(api, filter), pages: Number.MAX_SAFE_INTEGER, staleTime: 0 };
  return photosIn(await client.fetchInfiniteQuery(options));
}

/** A photo as some list, or itself, was fetched last. */
export function knownPhoto(client: QueryClient, id: string): PhotoView | undefined {
  const known = client.getQueryData<PhotoView>(photoKeys.one(id));
  if (known !== undefined) return known;
  for (const [, list] of client.getQueriesData<PhotoPages>({ queryKey: photoKeys.lists })) {
    const found = photosIn(list).find((photo) => photo.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Puts a photo that was just fetched wherever it is shown, and takes it away where it is not any more. */
export function keepPhoto(client: QueryClient, photo: PhotoView): void {
  const known = knownPhoto(client, photo.id);
  client.setQueryData(photoKeys.one(photo.id), photo);
  for (const [key] of client.getQueriesData<PhotoPages>({ queryKey: photoKeys.lists })) {
    changeList(client, key, (list) => putInto(list, key[1] ?? {}, photo));
  }
  const isCounted = known !== undefined && monthOf(known) === monthOf(photo) && isInTrash(known) === isInTrash(photo);
  if (!isCounted) void client.invalidateQueries({ queryKey: photoKeys.months });
}

/** Forgets photos that were moved into the trash, out of it, or deleted: `to` is the list in which they are now, if any. */
export function dropPhotos(client: QueryClient, photos: readonly PhotoView[], from: "library" | "trash"): void {
  const ids = new Set<string>(photos.map(({ id }) => id));
  for (const id of ids) client.removeQueries({ queryKey: photoKeys.one(id) });
  for (const [key] of client.getQueriesData<PhotoPages>({ queryKey: photoKeys.lists })) {
    const isTrash = (key[1] as PhotoFilter).state === "trashed";
    if (isTrash === (from === "trash")) {
      changeList(client, key, (list) => takeFrom(list, ids));
    } else void client.invalidateQueries({ queryKey: key, exact: true });
  }
  if (from === "library") {
    client.setQueryData<readonly PhotoMonth[]>(photoKeys.months, (months) => months && without(months, photos));
  }
  void client.invalidateQueries({ queryKey: photoKeys.months });
}

/** What is shown is fetched anew, and what was shown when it is shown again. */
export const forgetLists = (client: QueryClient): void => {
  void client.invalidateQueries({ queryKey: photoKeys.lists });
  void client.invalidateQueries({ queryKey: ["photo"] });
};

/** Changes what is known of a list, which is as old as before, and still to be fetched anew where it was. */
function changeList(client: QueryClient, key: QueryKey, change: (list: PhotoPages) => PhotoPages): void {
  const state = client.getQueryState<PhotoPages>(key);
  const changed = state?.data && change(state.data);
  if (state === undefined || changed === undefined || changed === state.data) return;
  client.setQueryData<PhotoPages>(key, changed, { updatedAt: state.dataUpdatedAt });
  if (state.isInvalidated) void client.invalidateQueries({ queryKey: key, exact: true, refetchType: "none" });
}

const isInTrash = ({ state }: PhotoView): boolean => state === "trashed";

function without(months: readonly PhotoMonth[], photos: readonly PhotoView[]): readonly PhotoMonth[] {
  const gone = Map.groupBy(photos, monthOf);
  return months
    .map(({ month, count }) => ({ month, count: count - (gone.get(month)?.length ?? 0) }))
    .filter(({ count }) => count > 0);
}
