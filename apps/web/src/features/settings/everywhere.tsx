import { useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useSession } from "../session/session-context.ts";
import { AskFirst } from "./ask-first.tsx";

/** Ends every session of the reader's. */
export function Everywhere() {
  const { words } = useWords();
  const api = useApi();
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const end = async () => {
    // Amplify would tell Cognito alone, which tells nobody.
    await api("/me/sign-out-everywhere", { method: "POST" });
    await session.signOut();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.settings.everywhereDo}</Button>
      {isOpen && (
        <AskFirst
          title={words.settings.everywhereAsk}
          hint={words.settings.everywhereHint}
          yes={words.settings.everywhereDo}
          onYes={end}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
