import type { NewApiKey } from "@tintype/core";
import { useId } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { useForm } from "../../shared/ui/form-context.ts";

type Scope = NewApiKey["scopes"][number];

/** What a key lets a program do: `scopes` in its form. To see photos is what most are for. */
export function ScopeChoice() {
  const { words } = useWords();
  const { problems } = useForm();
  const id = useId();
  const wrong = problems["scopes"];
  const scopes = Object.keys(words.settings.scope) as Scope[];
  return (
    <fieldset aria-describedby={wrong === undefined ? undefined : id}>
      <legend>{words.settings.keyScopes}</legend>
      {scopes.map((scope) => (
        <label key={scope}>
          <input
            type="checkbox"
            name="scopes"
            value={scope}
            defaultChecked={scope === "photos:read"}
            aria-invalid={wrong !== undefined || undefined}
          />
          {words.settings.scope[scope]}
        </label>
      ))}
      {wrong !== undefined && (
        <p id={id} className="problem">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
