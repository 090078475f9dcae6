import { useQueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useEffect, useEffectEvent, useRef } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { waitOf } from "../../shared/api/patience.ts";
import { FIRST_WAIT, nextWait, whomToAsk } from "./developing-looks.ts";
import { keepPhoto } from "./photo-queries.ts";

export const isOnItsWay = ({ state }: PhotoView): boolean =>
  state === "initiated" || state === "uploaded" || state === "processing";

/**
 * Looks after photos until each is ready or has failed, a few at a time: soon after one of them has come further, less and
 * less often while none does, and not while nobody sees the page, or the server asks to be left alone.
 */
export function useDeveloping(photos: readonly PhotoView[]): void {
  const api = useApi();
  const client = useQueryClient();
  const onTheirWay = photos.filter(isOnItsWay);
  const states = onTheirWay.map(({ id, state }) => `${id} ${state}`).join();
  const quietUntil = useRef(0);

  const look = useEffectEvent(async (count: number, signal: AbortSignal): Promise<void> => {
    const asked = whomToAsk(onTheirWay, count).map((id) => api<PhotoView>(`/photos/${id}`, { signal }));
    for (const answer of await Promise.allSettled(asked)) {
      if (signal.aborted) return;
      if (answer.status === "fulfilled") keepPhoto(client, answer.value);
      // One that cannot be asked now is asked the next time.
      else quietUntil.current = Math.max(quietUntil.current, performance.now() + (waitOf(answer.reason) ?? 0));
    }
  });
  useEffect(() => {
    if (states === "") return;
    const leaving = new AbortController();
    const { signal } = leaving;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLooking = false;
    const lookAfter = (wait: number, count: number): void => {
      clearTimeout(timer);
      if (signal.aborted || document.hidden) return;
      const goOn = async (): Promise<void> => {
        isLooking = true;
        await look(count, signal);
        isLooking = false;
        lookAfter(nextWait(wait), count + 1);
      };
      timer = setTimeout(() => void goOn(), Math.max(wait, quietUntil.current - performance.now()));
    };
    const onVisibility = (): void => {
      if (!isLooking) lookAfter(FIRST_WAIT, 0);
    };
    lookAfter(FIRST_WAIT, 0);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      clearTimeout(timer);
      leaving.abort();
    };
  }, [states]);
}
