import { useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { ShareButton } from "./share-button.tsx";
import { TagDialog } from "./tag-dialog.tsx";
import { usePhotoActions } from "./use-photo-actions.ts";
import type { PhotoSelection } from "./use-selection.ts";

/** What can be done with photos of the library. */
export function LibraryActions({ selection }: { readonly selection: PhotoSelection }) {
  const { words } = useWords();
  const actions = usePhotoActions();
  const [isTagging, setTagging] = useState(false);
  const photos = [...selection.photos.values()];
  const whole = photos.filter(({ state }) => state === "ready");
  return (
    <>
      <Button look="plain" icon="tag" onClick={() => setTagging(true)}>
        {words.selection.tag}
      </Button>
      {whole[0] && photos.length === 1 && <ShareButton photo={whole[0]} iconOnly={false} />}
      {whole.length > 0 && (
        <Button look="plain" icon="download" onClick={() => void actions.download(whole)}>
          {words.photos.download}
        </Button>
      )}
      <Button
        look="plain"
        icon="trash"
        onClick={() => {
          selection.clear();
          void actions.trash(photos);
        }}
      >
        {words.photos.toTrash}
      </Button>
      {isTagging && (
        <TagDialog
          photos={photos}
          onClose={() => {
            setTagging(false);
            selection.clear();
          }}
        />
      )}
    </>
  );
}
