import "./new-api-key.css";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Form } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { apiKeysKey } from "./api-keys-key.ts";
import { problemsOfFields } from "./problems-of-fields.ts";
import { ScopeChoice } from "./scope-choice.tsx";
import { ToldKey } from "./told-key.tsx";
import { limits, tomorrow, wantedKey } from "./wanted-key.ts";

/** What a key shall be for; then the key itself, this once. */
export function NewApiKey({ onClose }: { readonly onClose: () => void }) {
  const { words } = useWords();
  const api = useApi();
  const client = useQueryClient();
  const [soonest] = useState(() => tomorrow(new Date()));
  const [told, setTold] = useState<string>();
  if (told !== undefined) return <ToldKey apiKey={told} onClose={onClose} />;

  const make = async (form: HTMLFormElement) => {
    const { key } = await api<{ readonly key: string }>("/api-keys", {
      method: "POST",
      body: wantedKey(new FormData(form)),
    });
    setTold(key);
    // Nobody waits for the list: a key is told this once.
    void client.invalidateQueries({ queryKey: apiKeysKey });
  };
  const labels = {
    rate: words.settings.keyRate,
    burst: words.settings.keyBurst,
    monthlyQuota: words.settings.keyQuota,
  };
  return (
    <Dialog title={words.settings.newKey} onClose={onClose}>
      <div className="new-api-key">
        <Form
          check={(_, form) => (new FormData(form).has("scopes") ? {} : { scopes: words.settings.keyScopeMissing })}
          onSend={(_, form) => make(form)}
          read={(error) => problemsOfFields(error, words, ["name", "scopes", "expiresAt", ...limits])}
        >
          <TextField
            label={words.settings.keyName}
            name="name"
            autoComplete="off"
            maxLength={100}
            hint={words.settings.keyNameHint}
            required
          />
          <ScopeChoice />
          <TextField
            label={words.settings.keyExpires}
            name="expiresAt"
            type="date"
            min={soonest}
            hint={words.settings.keyExpiresHint}
          />
          <details>
            <summary>{words.settings.keyLimits}</summary>
            <div className="limits">
              {limits.map((name) => (
                <TextField
                  key={name}
                  label={labels[name]}
                  name={name}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  step={1}
                />
              ))}
            </div>
          </details>
          <SendButton>{words.settings.keyMake}</SendButton>
        </Form>
      </div>
    </Dialog>
  );
}
