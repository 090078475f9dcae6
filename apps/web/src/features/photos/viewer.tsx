import "./viewer.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Empty } from "../../shared/ui/empty.tsx";
import { Progress } from "../../shared/ui/progress.tsx";
import { PhotoDetails } from "./photo-details.tsx";
import { knownPhoto, photoQuery } from "./photo-queries.ts";
import { Stage } from "./stage.tsx";
import { useAlone } from "./use-alone.ts";
import { useDeveloping } from "./use-developing.ts";
import type { Swipe } from "./use-gestures.ts";
import { useNeighbours } from "./use-neighbours.ts";
import { ViewerActions } from "./viewer-actions.tsx";

/** `/photos/ID`: one photo, as large as there is room, above everything else. */
export function Viewer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { words } = useWords();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const element = useRef<HTMLElement>(null);
  useAlone(element);
  const query = useQuery({ ...photoQuery(useApi(), id), placeholderData: () => knownPhoto(client, id) });
  const photo = query.data;
  useDeveloping(photo ? [photo] : []);
  const beside = useNeighbours(photo);
  const [isTelling, setTelling] = useState(false);
  const name = photo?.title ?? photo?.fileName ?? words.nav.photos;

  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  const show = (other: PhotoView | undefined): void => {
    // Closing leads to where one came from, however many were looked at.
    if (other !== undefined) navigate(`/photos/${other.id}`, { replace: true, state: history.state });
  };
  const go = (swipe: Swipe): void => (swipe === "away" ? onClose() : show(beside[swipe]));
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const target = event.target as Element;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.defaultPrevented || event.isComposing || !isPlain || target.closest("dialog, input, textarea")) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "ArrowLeft") show(beside.previous);
    else if (event.key === "ArrowRight") show(beside.next);
    else if (event.key === "i") setTelling(!isTelling);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <section
      ref={element}
      className={isTelling ? "viewer telling" : "viewer"}
      role="dialog"
      aria-modal="true"
      aria-label={name}
      tabIndex={-1}
    >
      <title>{`${name} · ${words.app.name}`}</title>
      <header>
        <Button look="plain" icon="back" iconOnly onClick={onClose}>
          {words.app.back}
        </Button>
        <h1>{photo && name}</h1>
        {photo && (
          <ViewerActions
            photo={photo}
            isTelling={isTelling}
            onTell={() => setTelling(!isTelling)}
            onGone={() => (beside.next || beside.previous ? show(beside.next ?? beside.previous) : onClose())}
          />
        )}
      </header>
      {photo ? (
        <>
          <Stage photo={photo} previous={beside.previous} next={beside.next} onGo={go} />
          {beside.previous && (
            <Button className="way previous" icon="left" iconOnly onClick={() => show(beside.previous)}>
              {words.photos.previous}
            </Button>
          )}
          {beside.next && (
            <Button className="way next" icon="right" iconOnly onClick={() => show(beside.next)}>
              {words.photos.next}
            </Button>
          )}
          {isTelling && <PhotoDetails key={photo.id} photo={photo} onClose={() => setTelling(false)} />}
        </>
      ) : query.error ? (
        <Empty title={wordsOfProblem(query.error, words)}>
          <Button onClick={() => void query.refetch()}>{words.app.tryAgain}</Button>
        </Empty>
      ) : (
        <Progress label={words.app.loading} />
      )}
      <p className="unseen" role="status">
        {photo && name}
      </p>
    </section>
  );
}
