import { useQueryClient } from "@tanstack/react-query";
import type { AccountView } from "@tintype/core";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Form } from "../../shared/ui/form.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";

/** What the reader is called, which guests of links see. */
export function DisplayName({ me }: { readonly me: AccountView }) {
  const { words } = useWords();
  const { say } = useNotice();
  const api = useApi();
  const client = useQueryClient();
  return (
    <Form
      onSend={async (said) => {
        const body = { displayName: said("name").trim() || null };
        client.setQueryData(["me"], await api<AccountView>("/me", { method: "PATCH", body }));
        say({ text: words.settings.saved });
      }}
    >
      <TextField
        key={me.displayName}
        label={words.settings.name}
        name="name"
        autoComplete="name"
        maxLength={100}
        defaultValue={me.displayName}
        hint={words.settings.nameHint}
      />
      <div className="steps">
        <SendButton look="quiet">{words.settings.save}</SendButton>
      </div>
    </Form>
  );
}
