import { useQueryClient } from "@tanstack/react-query";
import type { ShareView } from "@tintype/core";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Form } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { hasEnd, readChanges } from "./read-share.ts";
import { ShareFields } from "./share-fields.tsx";
import { keepShare } from "./share-queries.ts";

/** Changes a link that there is; its address stays what it was. */
export function EditShare({ share, onDone }: { readonly share: ShareView; readonly onDone: () => void }) {
  const { words } = useWords();
  const api = useApi();
  const client = useQueryClient();
  return (
    <Form
      check={(said) => (hasEnd(said, Date.now()) ? {} : { day: words.fields.noDay })}
      onSend={async (said) => {
        const body = readChanges(said, share, Date.now());
        keepShare(client, await api<ShareView>(`/shares/${share.id}`, { method: "PATCH", body }));
        onDone();
      }}
    >
      <ShareFields share={share} />
      <div className="steps">
        <SendButton>{words.shares.save}</SendButton>
        <Button look="plain" onClick={onDone}>
          {words.fields.cancel}
        </Button>
      </div>
    </Form>
  );
}
