import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Form } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { CodeField, digitsOf } from "./code-field.tsx";
import { Door } from "./door.tsx";
import { checkNewPassword, NewPasswordField } from "./new-password-field.tsx";
import { problemsOfPool } from "./problems-of-pool.ts";
import { useSession } from "./session-context.ts";

interface RemainingStepProps {
  /** By Amplify's name. */
  readonly step: string;
  /** Another step comes after this one. */
  readonly onStep: (step: string) => void;
  readonly onStartOver: () => void;
}

/** What somebody is asked beside the password. */
export function RemainingStep({ step, onStep, onStartOver }: RemainingStepProps) {
  const { words } = useWords();
  const session = useSession();
  const startOver = (
    <Button look="plain" onClick={onStartOver}>
      {words.session.startOver}
    </Button>
  );
  if (step === "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED") {
    return (
      <Door title={words.session.ownPassword} isStep>
        <p className="quiet">{words.session.ownPasswordHint}</p>
        <Form
          check={(said) => checkNewPassword(said, words)}
          onSend={async (said) => onStep(await session.answer(said("newPassword")))}
          read={(error) => problemsOfPool(error, words, ["newPassword"])}
        >
          <NewPasswordField />
          <SendButton>{words.session.next}</SendButton>
          {startOver}
        </Form>
      </Door>
    );
  }
  const takesCode = /_(?:TOTP|EMAIL|SMS)_CODE$/.test(step);
  const hint = step.includes("TOTP") ? words.session.secondStepHint : words.session.mailedStepHint;
  return (
    <Door title={words.session.secondStep} isStep>
      <p className="quiet">{takesCode ? hint : words.session.otherStep}</p>
      {takesCode ? (
        <Form
          onSend={async (said) => onStep(await session.answer(digitsOf(said("code"))))}
          read={(error) => problemsOfPool(error, words, ["code"])}
        >
          <CodeField />
          <SendButton>{words.session.next}</SendButton>
          {startOver}
        </Form>
      ) : (
        startOver
      )}
    </Door>
  );
}
