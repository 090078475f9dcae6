import { useInfiniteQuery } from "@tanstack/react-query";
import { View } from "../../app/view.tsx";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Empty } from "../../shared/ui/empty.tsx";
import { PhotoGrid } from "../photos/photo-grid.tsx";
import { photosQuery } from "../photos/photo-queries.ts";

/** `/trash`: what can still be restored. */
export function TrashView() {
  const { words } = useWords();
  const list = useInfiniteQuery(photosQuery(useApi(), { state: "trashed" }));
  const photos = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <View title={words.trash.title} query={list}>
      {photos.length === 0 ? <Empty title={words.trash.empty} /> : <p className="quiet">{words.trash.hint}</p>}
      <PhotoGrid photos={photos} />
    </View>
  );
}
