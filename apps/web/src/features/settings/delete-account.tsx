import type { AccountView } from "@tintype/core";
import { useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Form } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { useSession } from "../session/session-context.ts";
import { SignInOnceMore } from "./sign-in-once-more.tsx";
import type { SignInFacts } from "./use-sign-in-facts.ts";

interface DeleteAccountProps {
  readonly me: AccountView;
  readonly facts: SignInFacts | undefined;
}

/** The end of the account. Whoever does it types its address, and has signed in lately. */
export function DeleteAccount({ me, facts }: DeleteAccountProps) {
  const { words } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="bad" onClick={() => setOpen(true)}>
        {words.settings.leave}
      </Button>
      {isOpen && <AskToDelete me={me} facts={facts} onClose={() => setOpen(false)} />}
    </>
  );
}

function AskToDelete({ me, facts, onClose }: DeleteAccountProps & { readonly onClose: () => void }) {
  const { words } = useWords();
  const api = useApi();
  const session = useSession();
  const [mustSignIn, setMustSignIn] = useState(false);
  /** With the session's own token, or with one that was just given for this. */
  const remove = async (token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    await api("/me", { method: "DELETE", headers });
    session.leave();
  };
  const tryToRemove = () =>
    remove().catch((error: unknown) => {
      if (!(error instanceof ApiProblem && error.code === "fresh_sign_in_required")) throw error;
      setMustSignIn(true);
    });
  const isAddress = (typed: string) => typed.trim().toLowerCase() === me.email.toLowerCase();
  return (
    <Dialog title={words.settings.leaveAsk} onClose={onClose}>
      <p>{words.settings.leaveCounts(me.usage.photos)}</p>
      {mustSignIn ? (
        <SignInOnceMore email={me.email} facts={facts} onToken={remove} />
      ) : (
        <Form
          check={(said) => (isAddress(said("email")) ? {} : { email: words.settings.leaveTypeWrong })}
          onSend={tryToRemove}
        >
          <TextField
            label={words.settings.leaveType(me.email)}
            name="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <SendButton look="bad">{words.settings.leaveDo}</SendButton>
        </Form>
      )}
    </Dialog>
  );
}
