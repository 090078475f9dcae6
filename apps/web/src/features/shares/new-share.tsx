import { useQueryClient } from "@tanstack/react-query";
import type { ShareView } from "@tintype/core";
import { useRef } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Form } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { makeSecret } from "./make-secret.ts";
import { hasEnd, readNewShare } from "./read-share.ts";
import { ShareFields } from "./share-fields.tsx";
import { keepShare } from "./share-queries.ts";

interface NewShareProps {
  readonly photo: string;
  readonly onMade: (url: string, password: string) => void;
}

/** Makes a link to a photo. Sent once more because no answer came, it is told the link that was made. */
export function NewShare({ photo, onMade }: NewShareProps) {
  const { words } = useWords();
  const api = useApi();
  const client = useQueryClient();
  const sent = useRef({ form: "", key: "", now: 0 });
  return (
    <Form
      check={(said) => (hasEnd(said, Date.now()) ? {} : { day: words.fields.noDay })}
      onSend={async (said, form) => {
        const content = JSON.stringify([...new FormData(form)]);
        if (sent.current.form !== content) sent.current = { form: content, key: makeSecret(), now: Date.now() };
        const { key, now } = sent.current;
        const { share, url } = await api<{ share: ShareView; url: string }>(`/photos/${photo}/share`, {
          method: "POST",
          headers: { "idempotency-key": key },
          body: readNewShare(said, now),
        });
        keepShare(client, share);
        onMade(url, said("password"));
      }}
    >
      <ShareFields />
      <div className="steps">
        <SendButton>{words.shares.make}</SendButton>
      </div>
    </Form>
  );
}
