import { useQueryClient } from "@tanstack/react-query";
import { updateMFAPreference } from "aws-amplify/auth";
import { useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { AskFirst } from "./ask-first.tsx";
import { AuthenticatorSetUp } from "./authenticator-set-up.tsx";
import { SettingsRow } from "./settings-row.tsx";
import { signInFactsKey } from "./use-sign-in-facts.ts";

interface AuthenticatorProps {
  /** As which the authenticator's app lists the account. */
  readonly email: string;
  readonly isOn: boolean;
}

/** The code of an authenticator's app beside the password: set up, and switched off. */
export function Authenticator({ email, isOn }: AuthenticatorProps) {
  const { words } = useWords();
  const { say } = useNotice();
  const client = useQueryClient();
  const [shown, setShown] = useState<"set-up" | "off">();
  const close = () => setShown(undefined);
  const done = async (text: string) => {
    await client.invalidateQueries({ queryKey: signInFactsKey });
    say({ text });
    close();
  };
  return (
    <>
      <SettingsRow
        title={words.settings.authenticator}
        about={isOn ? words.settings.authenticatorOn : words.settings.authenticatorOff}
      >
        <Button onClick={() => setShown(isOn ? "off" : "set-up")}>
          {isOn ? words.settings.authenticatorSwitchOff : words.settings.authenticatorSetUp}
        </Button>
      </SettingsRow>
      {shown === "set-up" && (
        <AuthenticatorSetUp email={email} onClose={close} onDone={() => done(words.settings.authenticatorIsOn)} />
      )}
      {shown === "off" && (
        <AskFirst
          title={words.settings.authenticatorAskOff}
          hint={words.settings.authenticatorAskOffHint}
          yes={words.settings.authenticatorSwitchOff}
          onYes={async () => {
            await updateMFAPreference({ totp: "DISABLED" });
            await done(words.settings.authenticatorIsOff);
          }}
          onClose={close}
        />
      )}
    </>
  );
}
