import "./ask-purge.css";
import type { PhotoView } from "@tintype/core";
import { useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { usePhotoActions } from "../photos/use-photo-actions.ts";

interface AskPurgeProps {
  readonly photos: readonly PhotoView[];
  readonly onClose: () => void;
}

/** Nothing is deleted for good that nobody was asked about. */
export function AskPurge({ photos, onClose }: AskPurgeProps) {
  const { words } = useWords();
  const actions = usePhotoActions();
  const [isBusy, setBusy] = useState(false);
  const purge = async (): Promise<void> => {
    setBusy(true);
    await actions.purge(photos);
    onClose();
  };
  return (
    <Dialog title={words.trash.askPurge(photos.length)} onClose={onClose}>
      <p>{words.trash.purgeHint}</p>
      <div className="ask-purge">
        <Button onClick={onClose}>{words.fields.cancel}</Button>
        <Button look="bad" busy={isBusy} onClick={() => void purge()}>
          {words.trash.purge}
        </Button>
      </div>
    </Dialog>
  );
}
