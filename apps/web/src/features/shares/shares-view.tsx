import "./shares-view.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link, useSearch } from "wouter";
import { View } from "../../app/view.tsx";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Empty } from "../../shared/ui/empty.tsx";
import { ShareEntry } from "./share-entry.tsx";
import { sharesQuery } from "./share-queries.ts";
import { stateOf } from "./share-state.ts";
import { useNow } from "./use-now.ts";

/** As many as fill a screen. */
const ENOUGH = 10;

/** `/shares`: the links that open, or with `?show=ended` those that do not any more, the latest first. */
export function SharesView() {
  const { words } = useWords();
  const showsEnded = new URLSearchParams(useSearch()).get("show") === "ended";
  const shares = useInfiniteQuery(sharesQuery(useApi()));
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  const { data: all = [], hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = shares;
  const shown = all.filter((share) => (stateOf(share, now) === "living") !== showsEnded);

  // Those that are wanted may all be further back.
  const wantsMore = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && shown.length < ENOUGH;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);

  const { title, empty, emptyHint, show, living, over, noneLiving, noneOver, more } = words.shares;
  return (
    <View title={title} query={shares}>
      {all.length === 0 ? (
        <Empty title={empty}>{emptyHint}</Empty>
      ) : (
        <div className="shares-view">
          <nav aria-label={show}>
            <Link href="/shares" aria-current={showsEnded ? undefined : "page"}>
              {living}
            </Link>
            <Link href="/shares?show=ended" aria-current={showsEnded ? "page" : undefined}>
              {over}
            </Link>
          </nav>
          {shown.length === 0 && !hasNextPage && <Empty title={showsEnded ? noneOver : noneLiving} />}
          <ul ref={list} tabIndex={-1}>
            {shown.map((share) => (
              <ShareEntry key={share.id} share={share} onRevoked={() => list.current?.focus()} />
            ))}
          </ul>
          {hasNextPage && (
            <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {more}
            </Button>
          )}
        </div>
      )}
    </View>
  );
}
