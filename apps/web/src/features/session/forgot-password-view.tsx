import { confirmResetPassword, resetPassword } from "aws-amplify/auth";
import { useState } from "react";
import { Link } from "wouter";
import { useWords } from "../../shared/i18n/words.tsx";
import { Form, type Said } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { CodeField, digitsOf } from "./code-field.tsx";
import { Door } from "./door.tsx";
import { MailboxHint } from "./mailbox-hint.tsx";
import { checkNewPassword, NewPasswordField } from "./new-password-field.tsx";
import { problemsOfPool } from "./problems-of-pool.ts";
import { ResendButton } from "./resend-button.tsx";
import { useSession } from "./session-context.ts";
import { useDoor } from "./use-door.ts";
import { WhosePassword } from "./whose-password.tsx";

/** `/forgot-password`: an address, then the code that was mailed there and another password. */
export function ForgotPasswordView() {
  const { words } = useWords();
  const door = useDoor();
  const [mailedTo, setMailedTo] = useState<string>();
  if (mailedTo !== undefined) return <SetPassword email={mailedTo} />;

  const mail = async (said: Said) => {
    const email = said("email").trim();
    await resetPassword({ username: email });
    setMailedTo(email);
  };
  return (
    <Door title={words.session.forgot}>
      <p className="quiet">{words.session.resetHint}</p>
      <Form onSend={mail} read={(error) => problemsOfPool(error, words, ["email"])}>
        <TextField
          label={words.session.email}
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={door.email}
          required
        />
        <SendButton>{words.session.mailCode}</SendButton>
      </Form>
      <ToSignIn />
    </Door>
  );
}

function SetPassword({ email }: { readonly email: string }) {
  const { words } = useWords();
  const session = useSession();
  const door = useDoor();
  const send = async (said: Said) => {
    const newPassword = said("newPassword");
    await confirmResetPassword({ username: email, confirmationCode: digitsOf(said("code")), newPassword });
    const step = await session.signIn(email, newPassword).catch(() => undefined);
    if (step !== "DONE") door.go("/sign-in", { email, news: "wasReset" });
  };
  return (
    <Door title={words.session.reset} isStep>
      <p>{words.session.resetMailed(email)}</p>
      <MailboxHint />
      <Form
        check={(said) => checkNewPassword(said, words)}
        onSend={send}
        read={(error) => problemsOfPool(error, words, ["code", "newPassword"])}
      >
        <CodeField />
        <WhosePassword email={email} />
        <NewPasswordField />
        <SendButton>{words.session.resetIt}</SendButton>
        <ResendButton onResend={() => resetPassword({ username: email })} />
      </Form>
      <ToSignIn />
    </Door>
  );
}

function ToSignIn() {
  const { words } = useWords();
  const door = useDoor();
  return (
    <p className="aside">
      <Link href={door.to("/sign-in")}>{words.session.toSignIn}</Link>
    </p>
  );
}
