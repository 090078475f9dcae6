import { useQueryClient } from "@tanstack/react-query";
import type { PhotoBatch, PhotoView } from "@tintype/core";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfCode, wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { useNotice } from "../../shared/ui/notice.tsx";
import { changePhotos } from "./change-photos.ts";
import { downloadOriginals } from "./download-originals.ts";
import { dropPhotos, forgetLists, knownPhoto } from "./photo-queries.ts";
import { stillInTrash } from "./still-in-trash.ts";
import { isOnItsWay } from "./use-developing.ts";

type Photos = readonly PhotoView[];

interface Changed {
  /** The photos that it was done with. */
  readonly done: Photos;
  /** Why it was not done with others, a sentence for each reason. */
  readonly troubles: readonly string[];
  readonly error?: unknown;
}

/** What can be done with photos, one or many: it is done everywhere where they are shown, and what was refused is said. */
export function usePhotoActions() {
  const api = useApi();
  const client = useQueryClient();
  const { words } = useWords();
  const { say, complain } = useNotice();

  const change = async (photos: Photos, batch: Pick<PhotoBatch, "action" | "tags">): Promise<Changed> => {
    const ids = photos.map(({ id }) => id);
    const { done, refused, error } = await changePhotos(api, ids, batch);
    const [first] = refused;
    const changed = new Set<string>(done);
    return {
      done: photos.filter(({ id }) => changed.has(id)),
      troubles: [
        ...(first ? [words.selection.refused(refused.length, wordsOfCode(first.code, words))] : []),
        ...(error === undefined ? [] : [wordsOfProblem(error, words)]),
      ],
      error,
    };
  };
  const tell = ({ done, troubles }: Changed, wordsOf: (count: number) => string, undo?: () => Promise<void>): void => {
    const text = [...(done.length > 0 ? [wordsOf(done.length)] : []), ...troubles].join(" ");
    const action = undo && done.length > 0 && { label: words.selection.undo, run: () => void undo() };
    if (text !== "") say({ text, bad: troubles.length > 0, ...(action && { action }) });
  };
  const restore = async (photos: Photos): Promise<Changed> => {
    const restored = await change(photos, { action: "restore" });
    dropPhotos(client, restored.done, "trash");
    return restored;
  };
  return {
    /** What is still on its way stays: the trash would keep nothing of it. */
    async trash(photos: Photos): Promise<void> {
      const isLeft = (photo: PhotoView) => isOnItsWay(photo) && isOnItsWay(knownPhoto(client, photo.id) ?? photo);
      const left = photos.filter(isLeft).length;
      const changed = await change(left === 0 ? photos : photos.filter((photo) => !isLeft(photo)), { action: "trash" });
      dropPhotos(client, changed.done, "library");
      const troubles = left === 0 ? changed.troubles : [...changed.troubles, words.selection.developing(left)];
      tell({ ...changed, troubles }, words.selection.trashed, async () => {
        const restored = await restore(changed.done);
        tell({ ...restored, done: [] }, words.trash.restored);
      });
    },
    /** Ends the upload of a photo that is on its way; one that has been developed meanwhile stays. */
    async giveUp(photo: PhotoView): Promise<void> {
      try {
        await api(`/photos/${photo.id}/upload`, { method: "DELETE" });
        dropPhotos(client, [photo], "library");
        say({ text: words.photos.givenUp });
      } catch (error) {
        complain(error);
      }
    },
    async restore(photos: Photos): Promise<void> {
      tell(await restore(photos), words.trash.restored);
    },
    /** Deletes for good those that are in the trash at this moment. */
    async purge(photos: Photos): Promise<void> {
      try {
        const trashed = await stillInTrash(api, photos);
        const changed = await change(trashed, { action: "purge" });
        dropPhotos(client, changed.done, "trash");
        if (trashed.length < photos.length) forgetLists(client);
        const stayed = photos.length - trashed.length;
        const troubles = stayed === 0 ? changed.troubles : [...changed.troubles, words.trash.elsewhere(stayed)];
        tell({ ...changed, troubles }, words.trash.purged);
      } catch (error) {
        complain(error);
      }
    },
    /** Throws what the API refuses altogether: the dialog that asked says it. */
    async tag(photos: Photos, added: readonly string[], removed: readonly string[]): Promise<void> {
      const steps = [["tag", added] as const, ["untag", removed] as const];
      for (const [action, tags] of steps.filter(([, some]) => some.length > 0)) {
        const changed = await change(photos, { action, tags: [...tags] });
        forgetLists(client);
        if (changed.error !== undefined) throw changed.error;
        tell({ ...changed, done: [] }, words.selection.count);
      }
    },
    download: (photos: Photos): Promise<void> => downloadOriginals(api, photos).catch(complain),
  };
}
