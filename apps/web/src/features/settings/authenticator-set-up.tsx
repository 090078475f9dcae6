import "./authenticator-set-up.css";
import { useQuery } from "@tanstack/react-query";
import { setUpTOTP, updateMFAPreference, verifyTOTPSetup } from "aws-amplify/auth";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Form } from "../../shared/ui/form.tsx";
import { Progress } from "../../shared/ui/progress.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { CodeField, digitsOf } from "../session/code-field.tsx";
import { problemsOfPool, wordsOfPool } from "../session/problems-of-pool.ts";
import { QrCode } from "./qr-code.tsx";

interface AuthenticatorSetUpProps {
  readonly email: string;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** A secret for an authenticator's app, to be scanned or typed, and a code of it that shows that it has arrived. */
export function AuthenticatorSetUp({ email, onClose, onDone }: AuthenticatorSetUpProps) {
  const { words } = useWords();
  const offer = useQuery({
    queryKey: ["authenticator"],
    queryFn: () => setUpTOTP(),
    // Every question makes another secret.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const uri = offer.data?.getSetupUri(words.app.name, email).href ?? "";
  const secret = offer.data?.sharedSecret ?? "";
  return (
    <Dialog title={words.settings.authenticatorSetUp} onClose={onClose}>
      {offer.isPending && <Progress label={words.app.loading} />}
      {offer.error && (
        <>
          <p>{wordsOfPool(offer.error, words)}</p>
          <Button onClick={() => void offer.refetch()}>{words.app.tryAgain}</Button>
        </>
      )}
      {offer.data && (
        <Form
          onSend={async (said) => {
            await verifyTOTPSetup({ code: digitsOf(said("code")) });
            await updateMFAPreference({ totp: "PREFERRED" });
            await onDone();
          }}
          read={(error) => problemsOfPool(error, words, ["code"])}
        >
          <div className="authenticator-set-up">
            <p>{words.settings.authenticatorScan}</p>
            <QrCode text={uri} label={words.settings.authenticatorQr} />
            <a className="here" href={uri}>
              {words.settings.authenticatorHere}
            </a>
            <p className="quiet">{words.settings.authenticatorType}</p>
            {/* In groups of four, which are easier to type. */}
            <code className="secret">{secret.match(/.{1,4}/g)?.join(" ")}</code>
          </div>
          <CodeField label={words.settings.authenticatorCode} />
          <SendButton>{words.settings.authenticatorSwitchOn}</SendButton>
        </Form>
      )}
    </Dialog>
  );
}
