import "./notice.css";
import { createContext, type ReactNode, use, useCallback, useState } from "react";
import { useWords } from "../i18n/words.tsx";
import { wordsOfProblem } from "../i18n/words-of-problem.ts";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";

interface Said {
  readonly text: string;
  readonly bad?: boolean;
  /** The one thing that can be done about it, such as undoing it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}
interface Notices {
  /** Says something at the foot of the page until something else is said, or it is closed. */
  readonly say: (said: Said) => void;
  /** Says what went wrong, in the reader's language. */
  readonly complain: (error: unknown) => void;
  /** Takes back what is said. */
  readonly hush: () => void;
}
const NoticeContext = createContext<Notices | undefined>(undefined);

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const { words } = useWords();
  const [said, setSaid] = useState<Said>();
  const complain = useCallback((error: unknown) => setSaid({ text: wordsOfProblem(error, words), bad: true }), [words]);
  const close = useCallback(() => setSaid(undefined), []);
  return (
    <NoticeContext value={{ say: setSaid, complain, hush: close }}>
      {children}
      <div className="notice-place" role="status" aria-live="polite">
        {said && (
          <div className={classNames("notice", said.bad && "bad")}>
            <p>{said.text}</p>
            {said.action && (
              <Button
                look="plain"
                onClick={() => {
                  close();
                  said.action?.run();
                }}
              >
                {said.action.label}
              </Button>
            )}
            <Button look="plain" icon="close" iconOnly onClick={close}>
              {words.app.close}
            </Button>
          </div>
        )}
      </div>
    </NoticeContext>
  );
}

export function useNotice(): Notices {
  const notices = use(NoticeContext);
  if (notices === undefined) throw new Error("useNotice belongs below NoticeProvider.");
  return notices;
}
