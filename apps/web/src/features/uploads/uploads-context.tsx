import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useConfig } from "../../shared/api/config-context.ts";
import { keepPhoto } from "../photos/photo-queries.ts";
import { useMe } from "../session/use-me.ts";
import type { Uploads } from "./create-uploads.ts";
import { openUploads } from "./open-uploads.ts";
import type { UploadItem } from "./upload-item.ts";

interface Opened {
  /** Undefined until it is known who is here. */
  readonly uploads: Uploads | undefined;
  /** Takes files at any time: what comes too early waits. */
  readonly add: (files: readonly File[]) => void;
}
const UploadsContext = createContext<Opened>({ uploads: undefined, add: () => {} });

/** The uploads of whoever is signed in: they begin when it is known who that is, and stop when they leave. */
export function UploadsProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { limits } = useConfig();
  const client = useQueryClient();
  const owner = useMe().data?.id;
  const uploads = useMemo(
    () =>
      owner === undefined
        ? undefined
        : openUploads({ api, owner, limits, onPhoto: (photo) => keepPhoto(client, photo) }),
    [api, client, limits, owner],
  );
  const early = useRef<File[]>([]);
  const add = useCallback(
    (files: readonly File[]) => (uploads ? uploads.add(files) : void early.current.push(...files)),
    [uploads],
  );
  useEffect(() => {
    if (uploads === undefined) return;
    void uploads.restore().then(() => uploads.add(early.current.splice(0)));
    const warn = (event: BeforeUnloadEvent) => uploads.isAtRisk() && event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => {
      removeEventListener("beforeunload", warn);
      uploads.close();
    };
  }, [uploads]);
  const value = useMemo(() => ({ uploads, add }), [uploads, add]);
  return <UploadsContext value={value}>{children}</UploadsContext>;
}

/** Undefined until it is known who is here. */
export const useUploads = (): Uploads | undefined => use(UploadsContext).uploads;

/** Takes files, whoever is here. */
export const useAddFiles = (): Opened["add"] => use(UploadsContext).add;

const nothing: readonly UploadItem[] = [];
const never = () => () => {};

export function useUploadItems(): readonly UploadItem[] {
  const uploads = useUploads();
  return useSyncExternalStore(uploads?.subscribe ?? never, uploads?.items ?? (() => nothing));
}
