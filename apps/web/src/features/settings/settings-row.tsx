import "./settings-row.css";
import type { ReactNode } from "react";

interface SettingsRowProps {
  readonly title: string;
  readonly about?: string | undefined;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** How something is, and a button beside it. */
export function SettingsRow({ title, about, children }: SettingsRowProps) {
  return (
    <div className="settings-row">
      <div>
        <p>{title}</p>
        {about !== undefined && <p className="quiet">{about}</p>}
      </div>
      {children}
    </div>
  );
}
