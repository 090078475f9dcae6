import { type InfiniteData, infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import type { ShareView } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";

interface SharePage {
  readonly items: readonly ShareView[];
  readonly next?: string;
}
type SharePages = InfiniteData<SharePage, string | undefined>;

const PAGE = 30;

/** The reader's links, the latest first: those of one photo, or all. */
export const sharesQuery = (api: Api, photo?: string) =>
  infiniteQueryOptions({
    queryKey: photo === undefined ? ["shares"] : ["shares", photo],
    queryFn: ({ pageParam, signal }) =>
      api<SharePage>("/shares", { query: { photo, limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });

/** Puts a link that was just made or changed wherever links are shown. */
export function keepShare(client: QueryClient, share: ShareView): void {
  for (const [key] of client.getQueriesData<SharePages>({ queryKey: ["shares"] })) {
    if (key[1] !== undefined && key[1] !== share.photo) continue;
    client.setQueryData<SharePages>(key, (list) => list && putInto(list, share));
  }
}

function putInto({ pages, pageParams }: SharePages, share: ShareView): SharePages {
  const isKnown = pages.some(({ items }) => items.some(({ id }) => id === share.id));
  return {
    pageParams,
    pages: pages.map((page, index) => ({
      ...page,
      items: isKnown
        ? page.items.map((item) => (item.id === share.id ? share : item))
        : index === 0
          ? [share, ...page.items]
          : page.items,
    })),
  };
}
