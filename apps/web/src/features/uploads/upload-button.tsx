import { type ChangeEvent, useRef } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useUploads } from "./uploads-context.tsx";

/** Asks for photos; on phones, for those of the camera, too. */
export function UploadButton() {
  const { words } = useWords();
  const uploads = useUploads();
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    uploads?.add([...(target.files ?? [])]);
    target.value = "";
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*,.heic,.heif"
        multiple
        hidden
        aria-label={words.uploads.upload}
        onChange={choose}
      />
      <Button look="main" icon="upload" disabled={uploads === undefined} onClick={() => input.current?.click()}>
        {words.uploads.upload}
      </Button>
    </>
  );
}
