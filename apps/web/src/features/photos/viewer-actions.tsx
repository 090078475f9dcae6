import type { PhotoView } from "@tintype/core";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { GiveUpButton } from "./give-up-button.tsx";
import { ShareButton } from "./share-button.tsx";
import { isOnItsWay } from "./use-developing.ts";
import { usePhotoActions } from "./use-photo-actions.ts";

interface ViewerActionsProps {
  readonly photo: PhotoView;
  readonly isTelling: boolean;
  readonly onTell: () => void;
  /** It is not here any more. */
  readonly onGone: () => void;
}

/** What can be done with the photo that is looked at. */
export function ViewerActions({ photo, isTelling, onTell, onGone }: ViewerActionsProps) {
  const { words } = useWords();
  const actions = usePhotoActions();
  return (
    <>
      <Button look="plain" icon="info" iconOnly aria-expanded={isTelling} aria-keyshortcuts="i" onClick={onTell}>
        {words.photos.details}
      </Button>
      {photo.state === "ready" && (
        <>
          <ShareButton photo={photo} iconOnly />
          <Button look="plain" icon="download" iconOnly onClick={() => void actions.download([photo])}>
            {words.photos.download}
          </Button>
        </>
      )}
      {photo.state === "trashed" ? (
        <Button
          icon="restore"
          onClick={() => {
            onGone();
            void actions.restore([photo]);
          }}
        >
          {words.trash.restore}
        </Button>
      ) : isOnItsWay(photo) ? (
        <GiveUpButton photo={photo} onGone={onGone} />
      ) : (
        <Button
          look="plain"
          icon="trash"
          iconOnly
          onClick={() => {
            onGone();
            void actions.trash([photo]);
          }}
        >
          {words.photos.toTrash}
        </Button>
      )}
    </>
  );
}
