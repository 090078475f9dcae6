import type { PhotoView } from "@tintype/core";
import type { ApiProblem } from "../../shared/api/api-problem.ts";
import type { KeptFiles } from "./kept-files.ts";
import type { SendFileOptions, sendFile } from "./send-file.ts";
import { anUpload, isOpen, isSameFile, type UploadItem } from "./upload-item.ts";
import { createUploadList, type UploadList } from "./upload-list.ts";
import { createUploadRuns } from "./upload-runs.ts";

export interface UploadsOptions {
  readonly owner: string;
  readonly kept: KeptFiles;
  readonly newId: () => string;
  readonly refuse: (file: File) => ApiProblem | undefined;
  readonly send: (
    item: UploadItem,
    file: File,
    steps: Pick<SendFileOptions, "signal" | "onProgress" | "onSending">,
  ) => ReturnType<typeof sendFile>;
  /** Takes back what was announced. */
  readonly abandon: (photo: PhotoView) => Promise<void>;
  /** Resolves when it may be better; undefined where waiting does not help. */
  readonly patience: (error: unknown) => Promise<void> | undefined;
  /** Is told of each photo whose bytes are here. */
  readonly onPhoto: (photo: PhotoView) => void;
}

/** Every file that somebody chose, until it is put away. */
export interface Uploads extends Pick<UploadList, "items" | "subscribe"> {
  /** A file that is on its way already is not taken twice; one that is `missing` goes on. */
  add(files: readonly File[]): void;
  pause(id: string): void;
  /** After a pause, and after a failure. */
  goOn(id: string): void;
  /** Takes back what is on its way, and forgets it. A photo that is here stays. */
  remove(id: string): void;
  /** Forgets what has come to its end. */
  clear(): void;
  /** Goes on with what was under way when the page was left. */
  restore(): Promise<void>;
  /** Whether something would have to be chosen again if the page were left now. */
  isAtRisk(): boolean;
  /** Stops everything until it is restored; what is kept goes on the next time. */
  close(): void;
}

const AT_ONCE = 4;

export function createUploads({
  owner,
  kept,
  newId,
  refuse,
  send,
  abandon,
  patience,
  onPhoto,
}: UploadsOptions): Uploads {
  const list = createUploadList();
  const files = new Map<string, File>();
  const safe = new Set<string>();
  const runs = createUploadRuns({
    atOnce: AT_ONCE,
    next: (isRunning) => list.items().find(({ id, state }) => state === "waiting" && !isRunning(id))?.id,
    run: async (id, signal) => {
      const end = await sendPatiently(id, signal).catch((problem: unknown) => ({ state: "failed", problem }) as const);
      if (signal.aborted) return;
      if (end.state !== "failed") forget(id);
      list.change(id, end);
    },
  });

  async function sendPatiently(id: string, signal: AbortSignal): Promise<Partial<UploadItem>> {
    const item = list.find(id) as UploadItem;
    list.change(id, { state: "checking", problem: undefined });
    try {
      const { photo, known } = await send(item, files.get(id) as File, {
        signal,
        onSending: (announced) => list.change(id, { state: "sending", photo: announced }),
        onProgress: (sent) => list.change(id, { sent }),
      });
      onPhoto(photo);
      return { state: known && item.photo === undefined ? "known" : "sent", sent: item.bytes, photo };
    } catch (error) {
      const better = signal.aborted ? undefined : patience(error);
      if (better === undefined) throw error;
      list.change(id, { state: "waiting" });
      await better;
      signal.throwIfAborted();
      return sendPatiently(id, signal);
    }
  }
  const take = ({ id, name, bytes, lastModified, type }: UploadItem, file: File): void => {
    files.set(id, file);
    void kept.keep({ id, owner, name, bytes, lastModified, type, file }).then((is) => {
      if (is) safe.add(id);
      if (!files.has(id)) forget(id);
    });
  };
  const forget = (id: string): void => {
    files.delete(id);
    safe.delete(id);
    void kept.forget(id);
  };
  const addOne = (file: File): void => {
    const same = list.items().find((item) => isSameFile(item, file) && (isOpen(item) || item.state === "missing"));
    if (same && same.state !== "missing") return;
    const item = same ?? anUpload(newId(), file);
    const problem = refuse(file);
    if (same === undefined) list.add([problem ? { ...item, state: "failed", problem } : item]);
    else list.change(same.id, { state: "waiting" });
    if (problem === undefined) take(item, file);
  };
  return {
    items: list.items,
    subscribe: list.subscribe,
    add: (chosen) => {
      for (const file of chosen) addOne(file);
      runs.fill();
    },
    pause: (id) => {
      runs.stop(id);
      list.change(id, { state: "paused" });
      runs.fill();
    },
    goOn: (id) => {
      if (files.has(id)) list.change(id, { state: "waiting", problem: undefined });
      runs.fill();
    },
    remove: (id) => {
      const item = list.find(id);
      runs.stop(id);
      forget(id);
      list.remove((other) => other.id === id);
      if (item?.photo && (isOpen(item) || item.state === "failed")) void abandon(item.photo).catch(() => {});
      runs.fill();
    },
    clear: () => list.remove((item) => !isOpen(item) && item.state !== "missing"),
    restore: async () => {
      runs.open();
      const found = (await kept.all(owner)).filter(({ id }) => list.find(id) === undefined);
      for (const { id, file } of found) {
        if (file === undefined) continue;
        files.set(id, file);
        safe.add(id);
      }
      list.add(
        found.map(
          ({ owner: _, file, ...rest }) => ({ ...rest, state: file ? "waiting" : "missing", sent: 0 }) as const,
        ),
      );
      runs.fill();
    },
    isAtRisk: () => list.items().some((item) => isOpen(item) && !safe.has(item.id)),
    close: runs.close,
  };
}
