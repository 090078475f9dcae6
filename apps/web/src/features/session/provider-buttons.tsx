import "./provider-buttons.css";
import { useConfig } from "../../shared/api/config-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { hereAlone } from "./here-alone.ts";
import { leaveFor } from "./redirect.ts";
import { useDoor } from "./use-door.ts";

/** Signing in with somebody else's account, where this installation has that. */
export function ProviderButtons() {
  const { words } = useWords();
  const { complain } = useNotice();
  const { oauth } = useConfig();
  const { next } = useDoor();
  const providers = hereAlone(oauth, location.origin)?.providers ?? [];
  if (providers.length === 0) return null;
  return (
    <div className="provider-buttons">
      <p className="or">{words.session.or}</p>
      {providers.map((provider) => (
        <Button key={provider} onClick={() => void leaveFor({ provider, next }).catch(complain)}>
          {words.session.continueWith(provider)}
        </Button>
      ))}
    </div>
  );
}
