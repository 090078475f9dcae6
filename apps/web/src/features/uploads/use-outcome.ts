import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { photoQuery } from "../photos/photo-queries.ts";
import { isOnItsWay } from "../photos/use-developing.ts";
import type { UploadItem } from "./upload-item.ts";

const LOOK_EVERY = 3_000;

/** What becomes of a file whose bytes are here: it is asked until the photo is ready, or has failed. */
export function useOutcome({ state, photo }: UploadItem): { readonly text: string; readonly isBad: boolean } {
  const { words } = useWords();
  const { data = photo } = useQuery({
    ...photoQuery(useApi(), photo?.id ?? ""),
    enabled: state === "sent",
    refetchInterval: ({ state: { data: found } }) => (found === undefined || isOnItsWay(found) ? LOOK_EVERY : false),
  });
  if (data === undefined || isOnItsWay(data)) return { text: words.uploads.developing, isBad: false };
  if (data.failure !== undefined) return { text: words.failures[data.failure.code], isBad: true };
  return { text: words.uploads.ready, isBad: false };
}
