import "./menu.css";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Icon, type IconName } from "./icon.tsx";

interface MenuProps {
  readonly label: string;
  readonly icon: IconName;
  readonly children: ReactNode;
}

/** A button that shows more, at its own right edge: a popover, which the browser closes with Escape or a press beside it. */
export function Menu({ label, icon, children }: MenuProps) {
  const id = useId();
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const menu = shown.current;
    // Whatever is chosen in it, it has served.
    const close = () => menu?.hidePopover();
    menu?.addEventListener("click", close);
    return () => menu?.removeEventListener("click", close);
  }, []);
  return (
    <div className="menu">
      <button type="button" className="button plain icon-only" popoverTarget={id} aria-label={label}>
        <Icon name={icon} />
      </button>
      <div ref={shown} id={id} popover="auto" className="menu-list">
        {children}
      </div>
    </div>
  );
}
