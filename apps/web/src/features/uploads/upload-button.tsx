import { type ChangeEvent, useRef } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useAddFiles } from "./uploads-context.tsx";

/** Asks for photos; on phones, for those of the camera, too. */
export function UploadButton() {
  const { words } = useWords();
  const add = useAddFiles();
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    add([...(target.files ?? [])]);
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
      <Button look="main" icon="upload" onClick={() => input.current?.click()}>
        {words.uploads.upload}
      </Button>
    </>
  );
}
