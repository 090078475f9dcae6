import { confirmSignUp, resendSignUpCode } from "aws-amplify/auth";
import { useRef } from "react";
import { Link } from "wouter";
import { useWords } from "../../shared/i18n/words.tsx";
import { Form, type Said } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { CodeField, digitsOf } from "./code-field.tsx";
import { Door } from "./door.tsx";
import { MailboxHint } from "./mailbox-hint.tsx";
import { takeOver } from "./password-hand-over.ts";
import { problemsOfPool } from "./problems-of-pool.ts";
import { ResendButton } from "./resend-button.tsx";
import { useSession } from "./session-context.ts";
import { useDoor } from "./use-door.ts";

/** `/confirm`: the code that was mailed. A link may bring it along, as `?email=…&code=…`; it is sent by hand all the same. */
export function ConfirmView() {
  const { words } = useWords();
  const session = useSession();
  const door = useDoor();
  const typed = useRef(door.email);

  const send = async (said: Said) => {
    const email = door.email || said("email").trim();
    await confirmSignUp({ username: email, confirmationCode: digitsOf(said("code")) }).catch(unlessConfirmed);
    const password = takeOver(email);
    const step = password === undefined ? undefined : await session.signIn(email, password).catch(() => undefined);
    if (step !== "DONE") door.go("/sign-in", { email, news: "confirmed" });
  };
  return (
    <Door title={words.session.confirm}>
      <p>{door.email === "" ? words.session.codeWanted : words.session.codeMailed(door.email)}</p>
      <MailboxHint />
      <Form onSend={send} read={(error) => problemsOfPool(error, words, ["code"])}>
        {door.email === "" && (
          <TextField
            label={words.session.email}
            name="email"
            type="email"
            autoComplete="username"
            onChange={({ target }) => {
              typed.current = target.value.trim();
            }}
            required
          />
        )}
        <CodeField code={door.code} />
        <SendButton>{words.session.confirmIt}</SendButton>
        <ResendButton onResend={() => resendSignUpCode({ username: typed.current })} />
      </Form>
      <p className="aside">
        <Link href={door.to("/sign-in")} state={{ email: door.email }}>
          {words.session.toSignIn}
        </Link>
      </p>
    </Door>
  );
}

/** Whoever enters a code twice, or on two devices, is there already. */
function unlessConfirmed(error: unknown): void {
  if (!(error instanceof Error && /status is CONFIRMED/i.test(error.message))) throw error;
}
