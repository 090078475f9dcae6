import { signUp } from "aws-amplify/auth";
import { Link } from "wouter";
import { useWords } from "../../shared/i18n/words.tsx";
import { Form, type Said } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { Door } from "./door.tsx";
import { checkNewPassword, NewPasswordField } from "./new-password-field.tsx";
import { handOver } from "./password-hand-over.ts";
import { problemsOfPool } from "./problems-of-pool.ts";
import { ProviderButtons } from "./provider-buttons.tsx";
import { useSession } from "./session-context.ts";
import { useDoor } from "./use-door.ts";

/** `/sign-up`: a name, an address and a password; the address is confirmed next. */
export function SignUpView() {
  const { words } = useWords();
  const session = useSession();
  const door = useDoor();

  const send = async (said: Said) => {
    const email = said("email").trim();
    const name = said("name").trim();
    const password = said("newPassword");
    const userAttributes = { email, ...(name !== "" && { name }) };
    const { isSignUpComplete } = await signUp({ username: email, password, options: { userAttributes } });
    if (isSignUpComplete) {
      await session.signIn(email, password);
      return;
    }
    handOver({ email, password });
    door.go("/confirm", { email });
  };
  return (
    <Door title={words.session.signUp}>
      <Form
        check={(said) => checkNewPassword(said, words)}
        onSend={send}
        read={(error) => problemsOfPool(error, words, ["email", "newPassword"])}
      >
        <TextField
          label={words.session.name}
          name="name"
          autoComplete="name"
          maxLength={100}
          hint={words.session.nameHint}
        />
        <TextField
          label={words.session.email}
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={door.email}
          required
        />
        <NewPasswordField />
        <SendButton>{words.session.signUp}</SendButton>
      </Form>
      <ProviderButtons />
      <p className="aside">
        <span className="quiet">{words.session.known}</span>
        <Link href={door.to("/sign-in")}>{words.session.signIn}</Link>
      </p>
    </Door>
  );
}
