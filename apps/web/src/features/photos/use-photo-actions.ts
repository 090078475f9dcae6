import { useQueryClient } from "@tanstack/react-query";
import type { PhotoBatch, PhotoView } from "@tintype/core";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfCode } from "../../shared/i18n/words-of-problem.ts";
import { useNotice } from "../../shared/ui/notice.tsx";
import { changePhotos } from "./change-photos.ts";
import { downloadOriginals } from "./download-originals.ts";
import { dropPhotos, forgetLists } from "./photo-queries.ts";

type Photos = readonly PhotoView[];

/** What can be done with photos, one or many: it is done everywhere where they are shown, and what was refused is said. */
export function usePhotoActions() {
  const api = useApi();
  const client = useQueryClient();
  const { words } = useWords();
  const { say, complain } = useNotice();

  /** The photos that it was done with. */
  const change = async (photos: Photos, batch: Pick<PhotoBatch, "action" | "tags">): Promise<Photos> => {
    const ids = photos.map(({ id }) => id);
    const { done, refused } = await changePhotos(api, ids, batch);
    const [first] = refused;
    if (first) say({ text: words.selection.refused(refused.length, wordsOfCode(first.code, words)), bad: true });
    const changed = new Set<string>(done);
    return photos.filter(({ id }) => changed.has(id));
  };
  const restore = async (photos: Photos): Promise<Photos> => {
    try {
      const restored = await change(photos, { action: "restore" });
      dropPhotos(client, restored, "trash");
      return restored;
    } catch (error) {
      complain(error);
      return [];
    }
  };
  return {
    async trash(photos: Photos): Promise<void> {
      try {
        const done = await change(photos, { action: "trash" });
        dropPhotos(client, done, "library");
        if (done.length < photos.length) return;
        const undo = { label: words.selection.undo, run: () => void restore(done) };
        say({ text: words.selection.trashed(done.length), action: undo });
      } catch (error) {
        complain(error);
      }
    },
    async restore(photos: Photos): Promise<void> {
      const { length } = await restore(photos);
      if (length === photos.length) say({ text: words.trash.restored(length) });
    },
    async purge(photos: Photos): Promise<void> {
      try {
        const done = await change(photos, { action: "purge" });
        dropPhotos(client, done, "trash");
        if (done.length === photos.length) say({ text: words.trash.purged(done.length) });
      } catch (error) {
        complain(error);
      }
    },
    /** Throws what the API refuses altogether: the dialog that asked says it. */
    async tag(photos: Photos, added: readonly string[], removed: readonly string[]): Promise<void> {
      if (added.length > 0) await change(photos, { action: "tag", tags: [...added] });
      if (removed.length > 0) await change(photos, { action: "untag", tags: [...removed] });
      forgetLists(client);
    },
    download: (photos: Photos): Promise<void> => downloadOriginals(api, photos).catch(complain),
  };
}
