import { useConfig } from "../../shared/api/config-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Form, type Said } from "../../shared/ui/form.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { CodeField, digitsOf } from "../session/code-field.tsx";
import { problemsOfPool, wordsOfPool } from "../session/problems-of-pool.ts";
import { leaveFor } from "../session/redirect.ts";
import { WhosePassword } from "../session/whose-password.tsx";
import { freshToken } from "./fresh-token.ts";
import type { SignInFacts } from "./use-sign-in-facts.ts";

interface SignInOnceMoreProps {
  readonly email: string;
  readonly facts: SignInFacts | undefined;
  readonly onToken: (token: string) => Promise<void>;
}

/** Shows that it is still the reader, by what they sign in with; the session goes on whatever comes of it. */
export function SignInOnceMore({ email, facts, onToken }: SignInOnceMoreProps) {
  const { words } = useWords();
  const { complain } = useNotice();
  const config = useConfig();
  const provider = facts?.provider;
  if (provider !== undefined) {
    return (
      <>
        <p>{words.settings.leaveFresh}</p>
        <Button onClick={() => void leaveFor({ provider, next: "/settings" }, true).catch(complain)}>
          {words.settings.leaveWith(provider)}
        </Button>
      </>
    );
  }
  const send = async (said: Said) =>
    onToken(await freshToken(config, { email, password: said("password"), code: digitsOf(said("code")) }));
  const isWrong = (error: unknown) => wordsOfPool(error, words) === words.problems.NotAuthorizedException;
  return (
    <Form
      isStep
      onSend={send}
      read={(error) =>
        isWrong(error) ? { password: words.settings.wrongOldPassword } : problemsOfPool(error, words, ["code"])
      }
    >
      <p>{words.settings.leaveFresh}</p>
      <WhosePassword email={email} />
      <PasswordField label={words.session.password} name="password" autoComplete="current-password" required />
      {facts?.hasAuthenticator === true && <CodeField label={words.settings.authenticatorCode} />}
      <SendButton look="bad">{words.settings.leaveDo}</SendButton>
    </Form>
  );
}
