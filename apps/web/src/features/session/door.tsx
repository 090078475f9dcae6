import "./door.css";
import type { ReactNode } from "react";
import { useWords } from "../../shared/i18n/words.tsx";

/** The frame of every view for people who are not signed in yet: the name of the place, and one form. */
export function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { words } = useWords();
  return (
    <main className="door">
      <title>{`${title} · ${words.app.name}`}</title>
      <p className="name">{words.app.name}</p>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
