import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import { View } from "../../app/view.tsx";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Empty } from "../../shared/ui/empty.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { Gallery } from "../photos/gallery.tsx";
import { allPhotosNow, photosQuery } from "../photos/photo-queries.ts";
import { AskPurge } from "./ask-purge.tsx";
import { daysLeft } from "./days-left.ts";
import { TrashActions } from "./trash-actions.tsx";

const trashed = { state: "trashed" } as const;

/** `/trash`: what can still be restored. */
export function TrashView() {
  const { words } = useWords();
  const api = useApi();
  const client = useQueryClient();
  const { complain } = useNotice();
  const [, navigate] = useLocation();
  const list = useInfiniteQuery(photosQuery(api, trashed));
  const [asked, setAsked] = useState<readonly PhotoView[]>();
  const [isCounting, setCounting] = useState(false);
  const [now] = useState(() => Date.now());
  const sections = useMemo(() => [{ key: "trash", count: 0, filter: trashed }], []);
  const isEmpty = list.data?.pages.every(({ items }) => items.length === 0) ?? true;

  const askForAll = async (): Promise<void> => {
    setCounting(true);
    try {
      const photos = await allPhotosNow(client, api, trashed);
      if (photos.length > 0) setAsked(photos);
    } catch (error) {
      complain(error);
    }
    setCounting(false);
  };
  return (
    <View
      title={words.trash.title}
      query={list}
      actions={
        !isEmpty && (
          <Button look="bad" busy={isCounting} onClick={() => void askForAll()}>
            {words.trash.emptyIt}
          </Button>
        )
      }
    >
      {isEmpty && !list.hasNextPage ? (
        <Empty title={words.trash.empty} />
      ) : (
        <>
          <p className="quiet">{words.trash.hint}</p>
          <Gallery
            sections={sections}
            open={({ id }) => navigate(`/photos/${id}`, { state: { isOpened: true } })}
            noteOf={noteOf}
            Actions={TrashActions}
          />
        </>
      )}
      {asked && <AskPurge photos={asked} onClose={() => setAsked(undefined)} />}
    </View>
  );

  function noteOf({ purgeAt }: PhotoView): string | undefined {
    return purgeAt === undefined ? undefined : words.trash.daysLeft(daysLeft(purgeAt, now));
  }
}
