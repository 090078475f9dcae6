import { useQueryClient } from "@tanstack/react-query";
import { confirmUserAttribute, sendUserAttributeVerificationCode, updateUserAttributes } from "aws-amplify/auth";
import { useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Form, type Said } from "../../shared/ui/form.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { CodeField, digitsOf } from "../session/code-field.tsx";
import type { Provider } from "../session/here-alone.ts";
import { MailboxHint } from "../session/mailbox-hint.tsx";
import { problemsOfPool } from "../session/problems-of-pool.ts";
import { ResendButton } from "../session/resend-button.tsx";
import { SettingsRow } from "./settings-row.tsx";

interface EmailAddressProps {
  readonly email: string;
  /** Whose business the address is, where it is not the reader's. */
  readonly provider: Provider | undefined;
}

/** The address that the reader signs in with, and another one in its place. */
export function EmailAddress({ email, provider }: EmailAddressProps) {
  const { words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const about = provider === undefined ? words.settings.email : words.settings.signedInWith(provider);
  return (
    <>
      <SettingsRow title={email} about={about}>
        {provider === undefined && <Button onClick={() => setOpen(true)}>{words.settings.changeEmail}</Button>}
      </SettingsRow>
      {isOpen && <ChangeEmail onClose={() => setOpen(false)} />}
    </>
  );
}

function ChangeEmail({ onClose }: { readonly onClose: () => void }) {
  const { words } = useWords();
  const { say } = useNotice();
  const client = useQueryClient();
  const [mailedTo, setMailedTo] = useState<string>();
  const change = async (said: Said) => {
    const email = said("email").trim();
    const { email: changed } = await updateUserAttributes({ userAttributes: { email } });
    if (changed?.isUpdated) onClose();
    else setMailedTo(email);
  };
  const confirm = async (said: Said) => {
    await confirmUserAttribute({ userAttributeKey: "email", confirmationCode: digitsOf(said("code")) });
    await client.invalidateQueries({ queryKey: ["me"] });
    say({ text: words.settings.emailChanged });
    onClose();
  };
  return (
    <Dialog title={words.settings.anotherEmail} onClose={onClose}>
      {mailedTo === undefined ? (
        <Form key="address" onSend={change} read={(error) => problemsOfPool(error, words, ["email"])}>
          <TextField
            label={words.settings.newEmail}
            name="email"
            type="email"
            autoComplete="email"
            hint={words.settings.newEmailHint}
            required
          />
          <SendButton>{words.session.mailCode}</SendButton>
        </Form>
      ) : (
        <>
          <p role="status">{words.settings.emailMailed(mailedTo)}</p>
          <MailboxHint />
          <Form key="code" isStep onSend={confirm} read={(error) => problemsOfPool(error, words, ["code"])}>
            <CodeField />
            <SendButton>{words.session.confirmIt}</SendButton>
            <ResendButton onResend={() => sendUserAttributeVerificationCode({ userAttributeKey: "email" })} />
          </Form>
        </>
      )}
    </Dialog>
  );
}
