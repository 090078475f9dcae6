import { useState } from "react";
import { useConfig } from "../../shared/api/config-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useSession } from "../session/session-context.ts";
import { AskFirst } from "./ask-first.tsx";
import { askPool } from "./ask-pool.ts";

/** Ends every session of the reader's. */
export function Everywhere() {
  const { words } = useWords();
  const config = useConfig();
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const end = async () => {
    // Amplify would sign out here alone where the pool does not answer, and say nothing of it.
    await askPool(config, "GlobalSignOut", { AccessToken: await session.accessToken() });
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
