import "./created-link.css";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { copyText } from "./copy-text.ts";

interface CreatedLinkProps {
  readonly url: string;
  /** Empty where it has none. */
  readonly password: string;
  readonly title: string;
}

/** A link that was just made: the one moment in which its address can be taken along. */
export function CreatedLink({ url, password, title }: CreatedLinkProps) {
  const { words } = useWords();
  const [isCopied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { made, madeHint, address, copy, copied, send } = words.shares;
  const field = () => place.current?.querySelector("input") ?? undefined;
  return (
    <div ref={place} className="created-link">
      <h3 ref={heading} tabIndex={-1}>
        {made}
      </h3>
      <p>{madeHint}</p>
      <TextField label={address} value={url} readOnly onFocus={({ target }) => target.select()} />
      {password !== "" && (
        <TextField
          label={words.shares.password}
          hint={words.shares.passwordTell}
          value={password}
          readOnly
          onFocus={({ target }) => target.select()}
        />
      )}
      <div className="steps">
        <Button
          look="main"
          icon={isCopied ? "check" : "link"}
          onClick={() => void copyText(url, field()).then(setCopied)}
        >
          {isCopied ? copied : copy}
        </Button>
        {"share" in navigator && (
          <Button
            // Whoever turns away from the system's sheet has chosen that.
            onClick={() => void navigator.share({ title, url }).catch(() => undefined)}
          >
            {send}
          </Button>
        )}
      </div>
      <p className="unseen" role="status">
        {isCopied && copied}
      </p>
    </div>
  );
}
