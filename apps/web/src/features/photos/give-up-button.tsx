import "./give-up-button.css";
import type { PhotoView } from "@tintype/core";
import { useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { usePhotoActions } from "./use-photo-actions.ts";

interface GiveUpButtonProps {
  readonly photo: PhotoView;
  /** It is not here any more. */
  readonly onGone: () => void;
}

/** Ends the upload of a photo that is on its way, after asking: there is no way back. */
export function GiveUpButton({ photo, onGone }: GiveUpButtonProps) {
  const { words } = useWords();
  const actions = usePhotoActions();
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <>
      <Button look="plain" icon="trash" iconOnly onClick={() => setAsking(true)}>
        {words.photos.giveUp}
      </Button>
      {isAsking && (
        <Dialog title={words.photos.askGiveUp} onClose={close}>
          <p>{words.photos.giveUpHint}</p>
          <div className="give-up">
            <Button onClick={close}>{words.fields.cancel}</Button>
            <Button
              look="bad"
              onClick={() => {
                close();
                onGone();
                void actions.giveUp(photo);
              }}
            >
              {words.photos.giveUp}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
