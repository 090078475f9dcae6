import { useInfiniteQuery } from "@tanstack/react-query";
import { View } from "../../app/view.tsx";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Empty } from "../../shared/ui/empty.tsx";
import { PhotoGrid } from "./photo-grid.tsx";
import { photosQuery } from "./photo-queries.ts";
import { useDeveloping } from "./use-developing.ts";

/** `/`: everything that is not in the trash. */
export function PhotosView() {
  const { words } = useWords();
  const list = useInfiniteQuery(photosQuery(useApi()));
  const photos = list.data?.pages.flatMap(({ items }) => items) ?? [];
  useDeveloping(photos);
  return (
    <View title={words.nav.photos} hideTitle query={list}>
      {photos.length === 0 ? (
        <Empty title={words.photos.empty}>{words.photos.emptyHint}</Empty>
      ) : (
        <PhotoGrid photos={photos} />
      )}
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.photos.more}
        </Button>
      )}
    </View>
  );
}
