import { useState } from "react";
import { Link } from "wouter";
import { useConfig } from "../../shared/api/config-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Form, type Said } from "../../shared/ui/form.tsx";
import { PasswordField } from "../../shared/ui/password-field.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { DemoButton } from "./demo-button.tsx";
import { Door } from "./door.tsx";
import { handOver } from "./password-hand-over.ts";
import { problemsOfPool } from "./problems-of-pool.ts";
import { ProviderButtons } from "./provider-buttons.tsx";
import { cameBack } from "./redirect.ts";
import { RemainingStep } from "./remaining-step.tsx";
import { useSession, useSessionState } from "./session-context.ts";
import { useDoor } from "./use-door.ts";

/** `/sign-in`; whoever is in is led on by the routes. */
export function SignInView() {
  const { words } = useWords();
  const { development } = useConfig();
  const session = useSession();
  const door = useDoor();
  const [email, setEmail] = useState(door.email);
  const [step, setStep] = useState<string>();

  const signIn = async (said: Said, form: HTMLFormElement) => {
    const typed = { email: said("email").trim(), password: said("password") };
    const left = await session.signIn(typed.email, typed.password);
    if (left === "CONFIRM_SIGN_UP") {
      handOver(typed);
      door.go("/confirm", { email: typed.email });
    } else if (left === "RESET_PASSWORD") door.go("/forgot-password", { email: typed.email });
    else if (left !== "DONE") {
      form.reset();
      setStep(left);
    }
  };
  if (step !== undefined && step !== "DONE") {
    return <RemainingStep step={step} onStep={setStep} onStartOver={() => setStep(undefined)} />;
  }
  return (
    <Door title={words.session.signIn}>
      <WhatHappened />
      <Form onSend={signIn} read={(error) => problemsOfPool(error, words, [])}>
        <TextField
          label={words.session.email}
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          onChange={({ target }) => setEmail(target.value)}
          required
        />
        <PasswordField label={words.session.password} name="password" autoComplete="current-password" required />
        <SendButton>{words.session.signIn}</SendButton>
      </Form>
      <ProviderButtons />
      <p className="aside">
        <Link href={door.to("/forgot-password")} state={{ email }}>
          {words.session.forgot}
        </Link>
        <Link href={door.to("/sign-up")} state={{ email }}>
          {words.session.signUp}
        </Link>
      </p>
      {development && <DemoButton {...development.demo} />}
    </Door>
  );
}

/** Why somebody stands here who was in, or on their way. */
function WhatHappened() {
  const { words } = useWords();
  const state = useSessionState();
  const { news } = useDoor();
  const came = cameBack();
  if (news !== undefined) return <p className="said">{words.session[news]}</p>;
  if (came !== undefined) return <p className="said">{words.session.came[came]}</p>;
  if (state === "gone") return <p className="said">{words.session.farewell}</p>;
  return state === "lost" && <p className="quiet">{words.session.goOn}</p>;
}
