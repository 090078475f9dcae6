import { useQueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { type FormEvent, useId, useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { formText } from "../../shared/ui/form-text.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { changesOf, draftOf, isContested, rebase, type Said } from "./photo-draft.ts";
import { keepPhoto } from "./photo-queries.ts";
import { TagsField } from "./tags-field.tsx";
import { withWritten } from "./with-written.ts";

/**
 * Title, caption and tags. What was changed is saved, against the revision that was shown: what somebody else has changed
 * meanwhile is not overwritten unseen, and what was written here stays.
 */
export function PhotoForm({ photo }: { readonly photo: PhotoView }) {
  const { words } = useWords();
  const api = useApi();
  const client = useQueryClient();
  const captionId = useId();
  const { id } = photo;
  const [draft, setDraft] = useState(() => draftOf(photo));
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [saves, setSaves] = useState(0);
  const { said } = draft;
  // What a list knew may have been old.
  if (photo.revision > draft.revision && !isContested(draft, photo)) setDraft(rebase(draft, photo));

  const change = (part: Partial<Said>): void => {
    setDraft((known) => ({ ...known, said: { ...known.said, ...part } }));
    setSaved(false);
  };
  const save = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const tags = withWritten(said.tags, formText(event.currentTarget)("tag"));
    const body = changesOf({ ...draft, said: { ...said, tags } });
    setBusy(true);
    setProblem(undefined);
    try {
      if (Object.keys(body).length > 0) {
        const headers = { "if-match": `"${draft.revision}"` };
        const saved = await api<PhotoView>(`/photos/${id}`, { method: "PATCH", body, headers });
        keepPhoto(client, saved);
        // What was written since the button was pressed is not saved yet.
        setDraft((known) => rebase({ ...known, base: said }, saved));
      }
      setSaved(true);
      setSaves((count) => count + 1);
    } catch (error) {
      setProblem(error);
      if (error instanceof ApiProblem && error.status === 412) await lookAgain();
    }
    setBusy(false);
  };
  const lookAgain = async (): Promise<void> => {
    const found = await api<PhotoView>(`/photos/${id}`).catch(() => undefined);
    if (found === undefined) return;
    keepPhoto(client, found);
    setDraft((known) => rebase(known, found));
  };
  return (
    <form className="photo-form" onSubmit={(event) => void save(event)}>
      <TextField
        label={words.photos.title}
        value={said.title}
        maxLength={400}
        autoComplete="off"
        onChange={({ target }) => change({ title: target.value })}
      />
      <div className="text-field">
        <label htmlFor={captionId}>{words.photos.caption}</label>
        <textarea
          id={captionId}
          rows={3}
          value={said.caption}
          onChange={({ target }) => change({ caption: target.value })}
        />
      </div>
      <TagsField key={saves} tags={said.tags} onChange={(tags) => change({ tags })} />
      {problem !== undefined && (
        <p className="problem" role="alert">
          {wordsOfProblem(problem, words)}
        </p>
      )}
      <div className="end">
        <Button type="submit" busy={isBusy}>
          {words.photos.save}
        </Button>
        <p role="status" className="quiet">
          {isSaved && words.photos.saved}
        </p>
      </div>
    </form>
  );
}
