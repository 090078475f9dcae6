import { memo } from "react";
import { Link } from "wouter";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { isOpen, type UploadItem } from "./upload-item.ts";
import { useUploads } from "./uploads-context.tsx";
import { useOutcome } from "./use-outcome.ts";

/** One file: its name, what becomes of it in words, and what can be done about it. */
export const UploadRow = memo(function UploadRow({ item }: { readonly item: UploadItem }) {
  const { words, format } = useWords();
  const uploads = useUploads();
  const outcome = useOutcome(item);
  const { id, name, state, bytes, sent } = item;
  const said = words.uploads;
  const how = {
    waiting: said.waiting,
    checking: said.checking,
    sending: said.sending(format.bytes(sent), format.bytes(bytes)),
    paused: said.paused,
    sent: outcome.text,
    known: said.known,
    failed: wordsOfProblem(item.problem, words),
    missing: said.missing,
  }[state];
  const isBad = state === "failed" || state === "missing" || outcome.isBad;
  const canPause = state === "sending" || state === "checking" || state === "waiting";
  return (
    <li data-state={state} className={isBad ? "bad" : undefined}>
      <div>
        <p className="file">
          {item.photo && !isOpen(item) ? <Link href={`/photos/${item.photo.id}`}>{name}</Link> : name}
        </p>
        <p className="how">{how}</p>
        {state === "sending" && <progress aria-label={name} value={sent} max={bytes} />}
      </div>
      {canPause && (
        <Button look="plain" icon="pause" iconOnly onClick={() => uploads?.pause(id)}>
          {said.pause(name)}
        </Button>
      )}
      {(state === "paused" || (state === "failed" && uploads?.canGoOn(id))) && (
        <Button look="plain" icon="play" iconOnly onClick={() => uploads?.goOn(id)}>
          {state === "paused" ? said.goOn(name) : said.tryAgain(name)}
        </Button>
      )}
      <Button look="plain" icon="close" iconOnly onClick={() => uploads?.remove(id)}>
        {isOpen(item) ? said.takeBack(name) : said.putAway(name)}
      </Button>
    </li>
  );
});
