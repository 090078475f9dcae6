import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useEffect } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { filterOf, monthOf, photosIn } from "./photo-lists.ts";
import { monthsQuery, photosQuery } from "./photo-queries.ts";

interface Neighbours {
  /** The one that was taken after it. */
  readonly previous?: PhotoView | undefined;
  readonly next?: PhotoView | undefined;
}

/** What stands beside a photo of the library, as the gallery shows it, whichever month that is in. */
export function useNeighbours(photo: PhotoView | undefined): Neighbours {
  const isOfLibrary = photo !== undefined && photo.state !== "trashed";
  const months = useQuery({ ...monthsQuery(useApi()), enabled: isOfLibrary });
  const month = photo && monthOf(photo);
  const at = months.data?.findIndex((each) => each.month === month) ?? -1;
  const own = useMonth(isOfLibrary ? month : undefined);
  const index = own.photos.findIndex(({ id }) => id === photo?.id);
  const isLast = index === own.photos.length - 1;
  const { hasMore, more } = own;
  useEffect(() => {
    if (hasMore && isLast) void more();
  }, [hasMore, isLast, more]);

  const later = useMonth(index === 0 && at > 0 ? months.data?.[at - 1]?.month : undefined);
  const { hasMore: laterHasMore, more: moreOfLater } = later;
  const earlier = useMonth(index !== -1 && isLast && !hasMore && at !== -1 ? months.data?.[at + 1]?.month : undefined);
  // The last of a later month is known when all of it is.
  useEffect(() => {
    if (laterHasMore) void moreOfLater();
  }, [laterHasMore, moreOfLater]);
  if (index === -1) return {};
  return {
    previous: own.photos[index - 1] ?? (laterHasMore ? undefined : later.photos.at(-1)),
    next: own.photos[index + 1] ?? earlier.photos[0],
  };
}

/** What has been fetched of a month; of none where there is none. */
function useMonth(month: string | undefined) {
  const list = useInfiniteQuery({ ...photosQuery(useApi(), filterOf(month ?? "")), enabled: month !== undefined });
  const { fetchNextPage, hasNextPage, isFetching } = list;
  return {
    photos: month === undefined ? [] : photosIn(list.data),
    hasMore: month !== undefined && hasNextPage && !isFetching,
    more: fetchNextPage,
  };
}
