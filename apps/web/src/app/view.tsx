import "./view.css";
import type { ReactNode } from "react";
import { useWords } from "../shared/i18n/words.tsx";
import { wordsOfProblem } from "../shared/i18n/words-of-problem.ts";
import { Button } from "../shared/ui/button.tsx";
import { Empty } from "../shared/ui/empty.tsx";
import { Progress } from "../shared/ui/progress.tsx";
import { useArrival } from "./use-arrival.ts";

interface ViewProps {
  readonly title: string;
  /** The title is for those who listen alone: what is seen says it by itself. */
  readonly hideTitle?: boolean;
  /** Something stands above the view, and has the window's title. */
  readonly isCovered?: boolean;
  /**
   * What the view stands on, if on anything: until it has come nothing else is shown, and where it does not come that is said.
   * What has come once stays, whatever becomes of looking after it.
   */
  readonly query?: {
    readonly isPending: boolean;
    /** Without a network nothing is asked for; it goes on by itself. */
    readonly isPaused?: boolean;
    readonly data?: unknown;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  /** What can be done here, beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

const there = { isPending: false, error: null, refetch: () => undefined };

/** The frame of every view inside: its title in the page and in the window, and what it stands on. */
export function View({ title, hideTitle = false, isCovered = false, query = there, actions, children }: ViewProps) {
  const { words } = useWords();
  const heading = useArrival();
  return (
    <section className="view">
      {!isCovered && <title>{`${title} · ${words.app.name}`}</title>}
      <header className={hideTitle ? "unseen" : undefined}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions}
      </header>
      {query.isPending &&
        (query.isPaused ? <Empty title={words.app.whenOnline} /> : <Progress label={words.app.loading} />)}
      {query.error && query.data === undefined ? (
        <Empty title={wordsOfProblem(query.error, words)}>
          <Button onClick={() => query.refetch()}>{words.app.tryAgain}</Button>
        </Empty>
      ) : (
        !query.isPending && children
      )}
    </section>
  );
}
