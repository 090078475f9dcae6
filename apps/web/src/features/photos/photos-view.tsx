import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { View } from "../../app/view.tsx";
import { useApi } from "../../shared/api/api-context.ts";
import { loadPart } from "../../shared/api/load-part.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Empty } from "../../shared/ui/empty.tsx";
import { Gallery } from "./gallery.tsx";
import { LibraryActions } from "./library-actions.tsx";
import { filterOf } from "./photo-lists.ts";
import { monthsQuery } from "./photo-queries.ts";

const Viewer = lazy(async () => ({ default: (await loadPart(() => import("./viewer.tsx"))).Viewer }));

/**
 * `/`: everything that is not in the trash, and at `/photos/ID` one of them above it. Whoever comes to that address from
 * elsewhere waits for the one photo alone.
 */
export function PhotosView({ id }: { readonly id: string }) {
  const [, navigate] = useLocation();
  const [wasSeen, setSeen] = useState(id === "");
  if (id === "" && !wasSeen) setSeen(true);
  const close = (): void => {
    if (isOpened(history.state)) history.back();
    else navigate("/", { replace: true });
  };
  return (
    <>
      {wasSeen && <Library opened={id} open={(photo) => navigate(`/photos/${photo}`, { state: { isOpened: true } })} />}
      {id !== "" && (
        <Suspense>
          <Viewer id={id} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

function Library({ opened, open }: { readonly opened: string; readonly open: (id: string) => void }) {
  const { words, format } = useWords();
  const months = useQuery(monthsQuery(useApi()));
  const sections = useMemo(
    () =>
      (months.data ?? []).map(({ month, count }) => ({
        key: month,
        title: format.month(month),
        count,
        filter: filterOf(month),
      })),
    [months.data, format],
  );
  return (
    <View title={words.nav.photos} hideTitle isCovered={opened !== ""} query={months}>
      {sections.length === 0 ? (
        <Empty title={words.photos.empty}>{words.photos.emptyHint}</Empty>
      ) : (
        <Gallery sections={sections} open={(photo) => open(photo.id)} opened={opened} Actions={LibraryActions} />
      )}
    </View>
  );
}

/** It was opened from somewhere in the page: that is where closing leads to. */
const isOpened = (state: unknown): boolean => typeof state === "object" && state !== null && "isOpened" in state;
