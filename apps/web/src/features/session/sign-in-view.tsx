import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useConfig } from "../../shared/api/config-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { formText } from "../../shared/ui/form-text.ts";
import { TextField } from "../../shared/ui/text-field.tsx";
import { Door } from "./door.tsx";
import { useSession, useSessionState } from "./session-context.ts";

interface Person {
  readonly email: string;
  readonly password: string;
}

/** `/sign-in`; whoever is in is led on by the routes. */
export function SignInView() {
  const { words } = useWords();
  const { development } = useConfig();
  const session = useSession();
  const state = useSessionState();
  const signIn = useMutation({ mutationFn: ({ email, password }: Person) => session.signIn(email, password) });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = formText(event.currentTarget);
    signIn.mutate({ email: said("email"), password: said("password") });
  };
  const problem = signIn.error
    ? wordsOfProblem(signIn.error, words)
    : signIn.data !== undefined && signIn.data !== "DONE" && words.session.otherStep;
  return (
    <Door title={words.session.signIn}>
      {state === "lost" && <p className="quiet">{words.session.goOn}</p>}
      <form onSubmit={submit}>
        {problem && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <TextField label={words.session.email} name="email" type="email" autoComplete="username" required />
        <TextField
          label={words.session.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button look="main" type="submit" busy={signIn.isPending}>
          {words.session.signIn}
        </Button>
      </form>
      {development && (
        <div className="demo">
          <p className="quiet">{words.session.demoHint}</p>
          <Button busy={signIn.isPending} onClick={() => signIn.mutate(development.demo)}>
            {words.session.demo}
          </Button>
        </div>
      )}
    </Door>
  );
}
