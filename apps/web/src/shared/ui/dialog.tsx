import "./dialog.css";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useWords } from "../i18n/words.tsx";
import { Button } from "./button.tsx";

interface DialogProps {
  readonly title: string;
  /** It is open as long as it is rendered; this takes it away. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal `<dialog>`: the browser keeps the focus in it, gives it back, and closes it with Escape or a press beside it. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { words } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // While it is still there: only an open dialog that closes gives the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      // Not the event of one that was opened again, as React does when it looks for mistakes.
      onClose={({ currentTarget }) => currentTarget.open || onClose()}
      onPointerDown={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <div className="body">
        <header>
          <h2 id={id}>{title}</h2>
          <Button look="plain" icon="close" iconOnly onClick={() => dialog.current?.close()}>
            {words.app.close}
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
