import type { PhotoView } from "@tintype/core";
import { type FormEvent, useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { formText } from "../../shared/ui/form-text.ts";
import { TagsField } from "./tags-field.tsx";
import { usePhotoActions } from "./use-photo-actions.ts";
import { withWritten } from "./with-written.ts";

interface TagDialogProps {
  readonly photos: readonly PhotoView[];
  readonly onClose: () => void;
}

/** The tags that any of these photos has: what is added is added to all of them, what is removed is taken from all. */
export function TagDialog({ photos, onClose }: TagDialogProps) {
  const { words } = useWords();
  const actions = usePhotoActions();
  const [before] = useState(() => [...new Set(photos.flatMap(({ tags }) => tags))].toSorted());
  const [tags, setTags] = useState<readonly string[]>(before);
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const wanted = withWritten(tags, formText(event.currentTarget)("tag"));
    setBusy(true);
    // A tag that only some of them have stays as it is, unless it was removed and added again.
    const added = wanted.filter((tag) => !before.includes(tag));
    const removed = before.filter((tag) => !wanted.includes(tag));
    try {
      await actions.tag(photos, added, removed);
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.selection.tagTitle(photos.length)} onClose={onClose}>
      <form className="tag-dialog" onSubmit={(event) => void save(event)}>
        <TagsField tags={tags} onChange={setTags} />
        {problem !== undefined && <p role="alert">{wordsOfProblem(problem, words)}</p>}
        <Button type="submit" look="main" busy={isBusy}>
          {words.photos.save}
        </Button>
      </form>
    </Dialog>
  );
}
