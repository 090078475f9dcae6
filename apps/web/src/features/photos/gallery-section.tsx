import { useInfiniteQuery } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useEffect, useId, useLayoutEffect, useMemo } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { type PlacedSection, type Shape, shapeOf } from "./gallery-layout.ts";
import type { Row } from "./justify.ts";
import { photosIn } from "./photo-lists.ts";
import { photosQuery } from "./photo-queries.ts";
import { Tile } from "./tile.tsx";
import { useDeveloping } from "./use-developing.ts";
import type { Range } from "./use-range.ts";

interface GallerySectionProps {
  readonly section: PlacedSection;
  readonly range: Range;
  readonly gap: number;
  readonly selected: ReadonlyMap<string, unknown>;
  /** The place of the photo that keys begin from, where it is in this section. */
  readonly active: number | undefined;
  readonly noteOf: ((photo: PhotoView) => string | undefined) | undefined;
  readonly onShape: (key: string, shape: Shape) => void;
}

/** A section that is in sight, or near to it: fetches its photos, and shows those of them that are. */
export function GallerySection({ section, range, gap, selected, active, noteOf, onShape }: GallerySectionProps) {
  const { key, title, filter, rows, head } = section;
  const { words } = useWords();
  const id = useId();
  const list = useInfiniteQuery({ ...photosQuery(useApi(), filter), enabled: !range.isRushing });
  const photos = useMemo(() => photosIn(list.data), [list.data]);
  useDeveloping(photos);

  const { hasNextPage, isFetching, isSuccess, isFetchNextPageError, fetchNextPage } = list;
  useLayoutEffect(() => {
    if (isSuccess) onShape(key, shapeOf(photos, !hasNextPage));
  }, [key, photos, hasNextPage, isSuccess, onShape]);

  const above = section.top + head;
  const end = rows.find(({ first, widths }) => first + widths.length > photos.length)?.top ?? 0;
  const isNeeded =
    hasNextPage && !isFetching && !isFetchNextPageError && !range.isRushing && above + end < range.to + 2 * innerHeight;
  useEffect(() => {
    if (isNeeded) void fetchNextPage();
  }, [isNeeded, fetchNextPage]);

  const isNear = ({ top, height, first, widths }: Row) =>
    (above + top + height > range.from && above + top < range.to) ||
    (active !== undefined && active >= first && active < first + widths.length);
  // On arriving, what is below waits for what is above: it would be seen where it does not stay.
  const isComing = list.isPending && isFetching && range.from < 0;
  return (
    <section
      className={isComing ? "coming" : undefined}
      style={{ top: section.top, height: section.height }}
      aria-labelledby={title === undefined ? undefined : id}
      data-section={key}
    >
      {title !== undefined && <h2 id={id}>{title}</h2>}
      {list.error && !isFetching && (
        <div className="trouble" role="alert">
          <p>{wordsOfProblem(list.error, words)}</p>
          <Button onClick={() => void (isFetchNextPageError ? fetchNextPage() : list.refetch())}>
            {words.app.tryAgain}
          </Button>
        </div>
      )}
      <ul style={{ top: head }}>
        {rows.filter(isNear).flatMap((row) => {
          let left = 0;
          return row.widths.map((width, offset) => {
            const index = row.first + offset;
            const photo = photos[index];
            const box = { left, top: row.top, width, height: row.height };
            left += width + gap;
            return (
              <Tile
                key={photo?.id ?? index}
                {...box}
                photo={photo}
                index={index}
                isSelected={photo !== undefined && selected.has(photo.id)}
                isActive={index === active}
                note={photo && noteOf?.(photo)}
              />
            );
          });
        })}
      </ul>
    </section>
  );
}
