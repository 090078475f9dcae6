import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Form } from "../../shared/ui/form.tsx";
import { SendButton } from "../../shared/ui/send-button.tsx";
import { wordsOfPool } from "../session/problems-of-pool.ts";

interface AskFirstProps {
  readonly title: string;
  /** What follows from it. */
  readonly hint: string;
  readonly yes: string;
  readonly onYes: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something is done that has consequences. */
export function AskFirst({ title, hint, yes, onYes, onClose }: AskFirstProps) {
  const { words } = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSend={onYes} read={(error) => ({ whole: wordsOfPool(error, words) })}>
        <p className="quiet">{hint}</p>
        <div className="steps">
          <SendButton look="bad">{yes}</SendButton>
          <Button look="plain" onClick={onClose}>
            {words.fields.cancel}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
