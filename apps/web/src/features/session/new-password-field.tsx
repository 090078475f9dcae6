import "./new-password-field.css";
import { useState } from "react";
import type { Words } from "../../languages/index.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import type { Said } from "../../shared/ui/form.tsx";
import type { Problems } from "../../shared/ui/form-context.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { keepsRule, keepsRules, passwordRules } from "./password-rules.ts";

/** A password that is being chosen, `newPassword` in its form: what it needs is said before, and while it is typed. */
export function NewPasswordField() {
  const { words } = useWords();
  const [typed, setTyped] = useState("");
  return (
    <PasswordField
      label={words.session.newPassword}
      name="newPassword"
      autoComplete="new-password"
      required
      onChange={({ target }) => setTyped(target.value)}
      hint={
        <div className="new-password-rules">
          <p>{words.session.rules}</p>
          <ul>
            {passwordRules.map((rule) => {
              const isMet = keepsRule(typed, rule);
              return (
                <li key={rule} className={isMet ? "met" : undefined}>
                  {isMet && <Icon name="check" />}
                  {words.session.rule[rule]}
                  {isMet && <span className="unseen">{words.session.ruleMet}</span>}
                </li>
              );
            })}
          </ul>
        </div>
      }
    />
  );
}

/** What the form says before it asks anybody. */
export const checkNewPassword = (said: Said, words: Words): Problems =>
  keepsRules(said("newPassword")) ? {} : { newPassword: words.session.weak };
