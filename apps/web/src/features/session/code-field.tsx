import { useWords } from "../../shared/i18n/words.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";

interface CodeFieldProps {
  readonly label?: string;
  readonly hint?: string;
  /** What stands in it already. */
  readonly code?: string;
}

/** Digits that somebody was sent or reads from another device: `code` in its form. Phones offer them by themselves. */
export function CodeField({ label, hint, code }: CodeFieldProps) {
  const { words } = useWords();
  return (
    <TextField
      label={label ?? words.session.code}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCorrect="off"
      spellCheck={false}
      hint={hint}
      defaultValue={code}
      required
    />
  );
}

/** As it is sent: people copy spaces along with it. */
export const digitsOf = (code: string): string => code.replaceAll(/\D/g, "");
