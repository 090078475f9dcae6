import { useConfig } from "../../shared/api/config-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";

/** On a server for development, where to find what was mailed. */
export function MailboxHint() {
  const { words } = useWords();
  const { development } = useConfig();
  if (development === undefined) return null;
  return (
    <p className="quiet">
      {words.session.mailbox}{" "}
      <a href={development.mailbox} target="_blank" rel="noreferrer">
        {words.session.toMailbox}
      </a>
    </p>
  );
}
