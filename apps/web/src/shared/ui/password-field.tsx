import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { useWords } from "../i18n/words.tsx";
import { Button } from "./button.tsx";
import { TextField } from "./text-field.tsx";

type PasswordFieldProps = Omit<ComponentProps<typeof TextField>, "type" | "end"> & {
  /** What password managers do with it. */
  readonly autoComplete: "current-password" | "new-password" | "off";
};

/** A password, which can be looked at; it says so, calmly, while caps lock is on. */
export function PasswordField({ hint, ...rest }: PasswordFieldProps) {
  const { words } = useWords();
  const [isShown, setShown] = useState(false);
  const [isLocked, setLocked] = useState(false);
  const listen = (event: KeyboardEvent) => setLocked(event.getModifierState("CapsLock"));
  return (
    <TextField
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      {...rest}
      type={isShown ? "text" : "password"}
      hint={
        isLocked ? (
          <>
            <p className="quiet" role="status">
              {words.fields.capsLock}
            </p>
            {typeof hint === "string" ? <p className="quiet">{hint}</p> : hint}
          </>
        ) : (
          hint
        )
      }
      onKeyDown={listen}
      onKeyUp={listen}
      onBlur={() => setLocked(false)}
      end={
        <Button
          look="plain"
          icon={isShown ? "eyeOff" : "eye"}
          iconOnly
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {words.fields.showPassword}
        </Button>
      }
    />
  );
}
