import { useEffect, useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { wordsOfPool } from "./problems-of-pool.ts";

/** Seconds between two mails: what comes at once has come by then. */
const pause = 30;

interface ResendButtonProps {
  readonly onResend: () => Promise<unknown>;
}

/** Mails another code, and can be pressed again after a while: it counts down. The first mail has just been sent. */
export function ResendButton({ onResend }: ResendButtonProps) {
  const { words } = useWords();
  const [left, setLeft] = useState(pause);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState("");
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  const resend = async () => {
    if (left > 0) return;
    setBusy(true);
    try {
      await onResend();
      setOutcome(words.session.resent);
      setLeft(pause);
    } catch (error) {
      setOutcome(wordsOfPool(error, words));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button look="plain" busy={busy || left > 0} onClick={() => void resend()}>
        {left > 0 ? words.session.resendIn(left) : words.session.resend}
      </Button>
      <p role="status">{outcome}</p>
    </>
  );
}
