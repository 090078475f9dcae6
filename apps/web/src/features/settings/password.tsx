import { updatePassword } from "aws-amplify/auth";
import { useState } from "react";
import type { Words } from "../../languages/index.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Form } from "../../shared/ui/form.tsx";
import type { Problems } from "../../shared/ui/form-context.ts";
import { useNotice } from "../../shared/ui/notice.tsx";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { checkNewPassword, NewPasswordField } from "../session/new-password-field.tsx";
import { problemsOfPool, wordsOfPool } from "../session/problems-of-pool.ts";
import { WhosePassword } from "../session/whose-password.tsx";
import { SettingsRow } from "./settings-row.tsx";

/** Another password in place of the one until now. */
export function Password({ email }: { readonly email: string }) {
  const { words } = useWords();
  const { say } = useNotice();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <SettingsRow title={words.settings.password}>
        <Button onClick={() => setOpen(true)}>{words.settings.changePassword}</Button>
      </SettingsRow>
      {isOpen && (
        <Dialog title={words.settings.changePassword} onClose={close}>
          <Form
            check={(said) => checkNewPassword(said, words)}
            onSend={async (said) => {
              await updatePassword({ oldPassword: said("oldPassword"), newPassword: said("newPassword") });
              say({ text: words.settings.passwordChanged });
              close();
            }}
            read={(error) => problemOf(error, words)}
          >
            <WhosePassword email={email} />
            <PasswordField
              label={words.settings.oldPassword}
              name="oldPassword"
              autoComplete="current-password"
              required
            />
            <NewPasswordField />
            <SendButton>{words.settings.changePassword}</SendButton>
          </Form>
        </Dialog>
      )}
    </>
  );
}

/** Here it is the password alone that can be wrong. */
function problemOf(error: unknown, words: Words): Problems {
  const isWrong = wordsOfPool(error, words) === words.problems.NotAuthorizedException;
  return isWrong ? { oldPassword: words.settings.wrongOldPassword } : problemsOfPool(error, words, ["newPassword"]);
}
