import { useRef, useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";

interface ToldKeyProps {
  readonly apiKey: string;
  readonly onClose: () => void;
}

/** A key that was just made, to be taken from here. */
export function ToldKey({ apiKey, onClose }: ToldKeyProps) {
  const { words } = useWords();
  const [isCopied, setCopied] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const copy = async () => {
    body.current?.querySelector("input")?.select();
    // Browsers lend it to pages that came by HTTPS or from this machine alone; elsewhere it stands selected.
    if (navigator.clipboard === undefined) return;
    await navigator.clipboard.writeText(apiKey);
    setCopied(true);
  };
  return (
    <Dialog title={words.settings.keyMade} onClose={onClose}>
      <div ref={body}>
        <TextField
          label={words.settings.key}
          hint={words.settings.keyMadeHint}
          value={apiKey}
          readOnly
          autoComplete="off"
          spellCheck={false}
          onFocus={({ target }) => target.select()}
        />
      </div>
      <Button look="main" onClick={() => void copy().catch(() => undefined)}>
        {words.fields.copy}
      </Button>
      <p role="status">{isCopied && words.fields.copied}</p>
    </Dialog>
  );
}
