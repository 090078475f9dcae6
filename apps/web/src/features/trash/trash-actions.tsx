import { useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { usePhotoActions } from "../photos/use-photo-actions.ts";
import type { PhotoSelection } from "../photos/use-selection.ts";
import { AskPurge } from "./ask-purge.tsx";

/** What can be done with photos in the trash. */
export function TrashActions({ selection }: { readonly selection: PhotoSelection }) {
  const { words } = useWords();
  const actions = usePhotoActions();
  const [isAsking, setAsking] = useState(false);
  const photos = [...selection.photos.values()];
  return (
    <>
      <Button
        look="plain"
        icon="restore"
        onClick={() => {
          selection.clear();
          void actions.restore(photos);
        }}
      >
        {words.trash.restore}
      </Button>
      <Button look="plain" icon="trash" onClick={() => setAsking(true)}>
        {words.trash.purge}
      </Button>
      {isAsking && (
        <AskPurge
          photos={photos}
          onClose={() => {
            setAsking(false);
            selection.clear();
          }}
        />
      )}
    </>
  );
}
