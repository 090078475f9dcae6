import "./upload-panel.css";
import { useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { isOpen, partOf, type UploadItem } from "./upload-item.ts";
import { UploadRow } from "./upload-row.tsx";
import { useUploadItems, useUploads } from "./uploads-context.tsx";

/** More rows are read by nobody, and would make a phone slow: first what needs somebody, then what moves, then the rest. */
const SHOWN = 100;

/** At the foot of the page while there is something to say: how far all files are, and each of them on demand. */
export function UploadPanel() {
  const { words, format } = useWords();
  const uploads = useUploads();
  const items = useUploadItems();
  // On a phone it would stand before the photos: how far they are is enough until somebody wants to know more.
  const [isSmall, setIsSmall] = useState(() => matchMedia("(max-width: 48rem)").matches);
  if (uploads === undefined || items.length === 0) return null;
  const open = items.filter(isOpen);
  const part = partOf(items);
  const paused = open.filter(({ state }) => state === "paused");
  const each = (act: (id: string) => void, some: readonly UploadItem[]) => () => {
    for (const { id } of some) act(id);
  };
  return (
    <section className="upload-panel" aria-label={words.uploads.title}>
      <header>
        <p>{titleOf(items, words.uploads)}</p>
        <p className="unseen" role="status">
          {open.length === 0 && titleOf(items, words.uploads)}
        </p>
        {open.length > 0 && <span className="part">{format.percent(part)}</span>}
        {open.length > 0 && paused.length === open.length && (
          <Button look="plain" icon="play" iconOnly onClick={each(uploads.goOn, paused)}>
            {words.uploads.goOnAll}
          </Button>
        )}
        {open.length > paused.length && (
          <Button look="plain" icon="pause" iconOnly onClick={each(uploads.pause, open)}>
            {words.uploads.pauseAll}
          </Button>
        )}
        <Button look="plain" icon={isSmall ? "up" : "down"} iconOnly onClick={() => setIsSmall(!isSmall)}>
          {isSmall ? words.uploads.showFiles : words.uploads.hideFiles}
        </Button>
        {open.length === 0 && (
          <Button look="plain" icon="close" iconOnly onClick={each(uploads.remove, items)}>
            {words.app.close}
          </Button>
        )}
      </header>
      {open.length > 0 && <progress aria-label={words.uploads.title} value={part} max={1} />}
      {!isSmall && (
        <ul>
          {inOrder(items)
            .slice(0, SHOWN)
            .map((item) => (
              <UploadRow key={item.id} item={item} />
            ))}
          {items.length > SHOWN && <li className="more">{words.uploads.andMore(items.length - SHOWN)}</li>}
        </ul>
      )}
    </section>
  );
}

const ranks: Record<UploadItem["state"], number> = {
  failed: 0,
  missing: 0,
  sending: 1,
  checking: 1,
  paused: 2,
  waiting: 3,
  sent: 4,
  known: 4,
};
const inOrder = (items: readonly UploadItem[]): readonly UploadItem[] =>
  items.toSorted((one, other) => ranks[one.state] - ranks[other.state]);

type Said = ReturnType<typeof useWords>["words"]["uploads"];

function titleOf(items: readonly UploadItem[], said: Said): string {
  const open = items.filter(isOpen).length;
  const failed = items.filter(({ state }) => state === "failed" || state === "missing").length;
  if (open > 0) return said.left(open);
  return failed > 0 ? said.notUploaded(failed) : said.allDone(items.length);
}
