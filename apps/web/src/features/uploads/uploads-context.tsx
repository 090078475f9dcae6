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
import { useWords } from "../../shared/i18n/words.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { keepPhoto } from "../photos/photo-queries.ts";
import { useSession } from "../session/session-context.ts";
import { useMe } from "../session/use-me.ts";
import { openUploads } from "./open-uploads.ts";
import type { UploadItem } from "./upload-item.ts";
import type { Uploads } from "./uploads.ts";

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
  const session = useSession();
  const owner = useMe().data?.id;
  const uploads = useMemo(
    () =>
      owner === undefined
        ? undefined
        : openUploads({ api, owner, limits, onPhoto: (photo) => keepPhoto(client, photo) }),
    [api, client, limits, owner],
  );
  const opened = useRef<Uploads>(undefined);
  const early = useRef<File[]>([]);
  const { say } = useNotice();
  const { words } = useWords();
  const add = useCallback(
    (files: readonly File[]) => {
      if (opened.current) return opened.current.add(files);
      early.current.push(...files);
      say({ text: words.uploads.early(early.current.length) });
    },
    [say, words],
  );
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (early.current.length > 0 || opened.current?.isAtRisk()) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
  useEffect(() => {
    if (uploads === undefined) return;
    void uploads.restore().then(() => {
      opened.current = uploads;
      uploads.add(early.current.splice(0));
    });
    return () => {
      opened.current = undefined;
      const state = session.state();
      if (state === "out" || state === "gone") uploads.forgetAll();
      else uploads.close();
    };
  }, [session, uploads]);
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
