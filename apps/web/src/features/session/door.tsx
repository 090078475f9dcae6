import "./door.css";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useArrival } from "../../app/use-arrival.ts";
import { useWords } from "../../shared/i18n/words.tsx";

interface DoorProps {
  readonly title: string;
  /** It takes the place of another form of the same view: its first field has the focus. */
  readonly isStep?: boolean;
  readonly children: ReactNode;
}

/** The frame of every view for people who are not signed in yet: the name of the place, and one form. */
export function Door({ title, isStep = false, children }: DoorProps) {
  const { words } = useWords();
  const id = useId();
  const heading = useArrival();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isStep) place.current?.querySelector<HTMLElement>("form input")?.focus();
  }, [isStep]);
  return (
    <main className="door" ref={place} aria-labelledby={id}>
      <title>{`${title} · ${words.app.name}`}</title>
      <p className="name">{words.app.name}</p>
      <h1 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}
