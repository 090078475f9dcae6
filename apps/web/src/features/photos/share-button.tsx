import type { PhotoView } from "@tintype/core";
import { lazy, Suspense, useState } from "react";
import { loadPart } from "../../shared/api/load-part.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";

const ShareDialog = lazy(async () => ({
  default: (await loadPart(() => import("../shares/share-dialog.tsx"))).ShareDialog,
}));

/** Opens what makes a link to a photo. */
export function ShareButton({ photo, iconOnly }: { readonly photo: PhotoView; readonly iconOnly: boolean }) {
  const { words } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="plain" icon="link" iconOnly={iconOnly} onClick={() => setOpen(true)}>
        {words.photos.share}
      </Button>
      {isOpen && (
        <Suspense>
          <ShareDialog photo={photo} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
