import { useQueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useEffect } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { keepPhoto } from "./photo-queries.ts";

const LOOK_EVERY = 700;
const AT_ONCE = 8;

export const isOnItsWay = ({ state }: PhotoView): boolean =>
  state === "initiated" || state === "uploaded" || state === "processing";

/** Looks after photos until each is ready or has failed: a few at a time, the first that were shown first. */
export function useDeveloping(photos: readonly PhotoView[]): void {
  const api = useApi();
  const client = useQueryClient();
  const ids = photos
    .filter(isOnItsWay)
    .slice(-AT_ONCE)
    .map(({ id }) => id)
    .join(" ");
  useEffect(() => {
    if (ids === "") return;
    const leaving = new AbortController();
    const look = async (): Promise<void> => {
      const { signal } = leaving;
      // One that cannot be asked now is asked the next time.
      const found = ids.split(" ").map((id) => api<PhotoView>(`/photos/${id}`, { signal }).catch(() => undefined));
      for (const photo of await Promise.all(found)) if (photo && !signal.aborted) keepPhoto(client, photo);
    };
    const timer = setInterval(() => void look(), LOOK_EVERY);
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, [api, client, ids]);
}
