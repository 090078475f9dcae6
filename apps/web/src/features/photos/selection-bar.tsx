import "./selection-bar.css";
import type { ReactNode } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import type { PhotoSelection } from "./use-selection.ts";

/** Above everything while something is chosen: how much, and what can be done with it. */
export function SelectionBar({
  selection,
  children,
}: {
  readonly selection: PhotoSelection;
  readonly children: ReactNode;
}) {
  const { words } = useWords();
  return (
    <div className="selection-bar" role="toolbar" aria-label={words.selection.title}>
      <Button look="plain" icon="close" iconOnly onClick={selection.clear}>
        {words.selection.clear}
      </Button>
      <p role="status">{words.selection.count(selection.photos.size)}</p>
      {children}
    </div>
  );
}
