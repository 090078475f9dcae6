import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useRef } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { keepPhoto } from "../photos/photo-queries.ts";
import { uploadPhoto } from "./upload-photo.ts";

/** Asks for photos, and uploads them one after the other; what one of them meets keeps no other from it. */
export function UploadButton() {
  const { words } = useWords();
  const { say } = useNotice();
  const api = useApi();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        await uploadPhoto(api, file).then(
          (photo) => keepPhoto(client, photo),
          (error: unknown) => say({ text: words.uploads.refused(file.name, wordsOfProblem(error, words)), bad: true }),
        );
      }
    },
  });
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    upload.mutate([...(target.files ?? [])]);
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
      <Button look="main" icon="upload" busy={upload.isPending} onClick={() => input.current?.click()}>
        {words.uploads.upload}
      </Button>
    </>
  );
}
