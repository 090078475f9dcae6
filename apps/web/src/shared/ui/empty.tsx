import "./empty.css";
import type { ReactNode } from "react";

/** Instead of a list that has nothing in it: what that means, and what can be done. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{title}</p>
      {children !== undefined && <p className="quiet">{children}</p>}
    </div>
  );
}
