import "./settings-group.css";
import { type ReactNode, useId } from "react";

interface SettingsGroupProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** One thing that can be set: what it is, and beside it what can be done. */
export function SettingsGroup({ title, hint, children }: SettingsGroupProps) {
  const id = useId();
  return (
    <section className="settings-group" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {hint !== undefined && <p>{hint}</p>}
      </header>
      <div className="body">{children}</div>
    </section>
  );
}
