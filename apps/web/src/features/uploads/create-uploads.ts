import { ApiProblem } from "../../shared/api/api-problem.ts";
import { anUpload, isOpen, nameOf, type UploadItem } from "./upload-item.ts";
import { createUploadList } from "./upload-list.ts";
import { createUploadRuns } from "./upload-runs.ts";
import type { Uploads, UploadsOptions } from "./uploads.ts";

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

  async function sendPatiently(id: string, signal: AbortSignal, tries = 1): Promise<Partial<UploadItem>> {
    const item = list.find(id) as UploadItem;
    list.change(id, { state: "checking", problem: undefined });
    try {
      const { photo, known } = await send(item, files.get(id) as File, {
        signal,
        onSending: (announced) => {
          if (list.find(id) === undefined) void abandon(announced).catch(() => {});
          list.change(id, { photo: announced, ...(!signal.aborted && { state: "sending" }) });
        },
        onProgress: (sent) => list.change(id, { sent }),
      });
      onPhoto(photo);
      return { state: known && item.photo === undefined ? "known" : "sent", sent: item.bytes, photo };
    } catch (error) {
      const better = signal.aborted ? undefined : patience(error, tries);
      if (better === undefined) throw error;
      list.change(id, { state: "waiting" });
      await better;
      signal.throwIfAborted();
      return sendPatiently(id, signal, tries + 1);
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
  const addAll = (chosen: readonly File[]): void => {
    const here = list.items().filter((item) => isOpen(item) || item.state === "missing");
    const known = new Map(here.map((item) => [nameOf(item), item]));
    const added: UploadItem[] = [];
    for (const file of chosen) {
      const fresh = anUpload(newId(), file);
      const same = known.get(nameOf(fresh));
      if (same && same.state !== "missing") continue;
      const item = same ?? fresh;
      const problem = refuse(file);
      known.set(nameOf(item), { ...item, state: "waiting" });
      if (same) list.change(item.id, { state: "waiting" });
      else added.push(problem ? { ...item, state: "failed", problem } : item);
      if (problem === undefined) take(item, file);
    }
    list.add(added);
  };
  return {
    items: list.items,
    subscribe: list.subscribe,
    add: (chosen) => {
      addAll(chosen);
      runs.fill();
    },
    pause: (id) => {
      runs.stop(id);
      list.change(id, { state: "paused" });
      runs.fill();
    },
    canGoOn: (id) => files.has(id),
    goOn: (id) => {
      const file = files.get(id);
      const { problem } = list.find(id) ?? {};
      if (file && problem instanceof ApiProblem && problem.code === "replayed_result_gone") {
        // What had begun under this id is gone for good.
        forget(id);
        list.remove((item) => item.id === id);
        addAll([file]);
      } else if (file) list.change(id, { state: "waiting", problem: undefined });
      runs.fill();
    },
    remove: (id) => {
      const item = list.find(id);
      runs.stop(id);
      forget(id);
      list.remove((other) => other.id === id);
      if (item?.photo && item.state !== "sent" && item.state !== "known") void abandon(item.photo).catch(() => {});
      runs.fill();
    },
    clear: () => list.remove((item) => !isOpen(item) && item.state !== "missing"),
    restore: async () => {
      runs.open();
      const found = (await kept.adopt(owner)).filter(({ id }) => list.find(id) === undefined);
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
    forgetAll: () => {
      runs.close();
      void kept.forgetAll(owner);
    },
  };
}
