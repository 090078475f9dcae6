import { useQueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { keepPhoto } from "./photo-queries.ts";

/**
 * For pictures of a photo: addresses end after some time, and the network may be away. `renew` fetches new addresses, once for
 * each that failed; when the network comes back, `attempt` changes, and with it what shall be tried anew.
 */
export function useRenewed(photo: PhotoView): { readonly attempt: number; readonly renew: () => void } {
  const api = useApi();
  const client = useQueryClient();
  const [attempt, setAttempt] = useState(0);
  const failed = useRef<string>(undefined);
  const url = photo.renditions?.["thumb"]?.url;
  const { id } = photo;

  const renew = useCallback(() => {
    if (failed.current === url) return;
    failed.current = url;
    api<PhotoView>(`/photos/${id}`).then(
      (found) => keepPhoto(client, found),
      // Nothing can be shown now: the placeholder stays until the network is back, or the list is fetched anew.
      () => undefined,
    );
  }, [api, client, id, url]);

  useEffect(() => {
    const tryAnew = (): void => {
      if (failed.current === undefined) return;
      failed.current = undefined;
      setAttempt((last) => last + 1);
    };
    addEventListener("online", tryAnew);
    return () => removeEventListener("online", tryAnew);
  }, []);
  return { attempt, renew };
}
