import "./button.css";
import type { ButtonHTMLAttributes } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One main thing in a view; `plain` is text alone, `bad` removes something for good. */
  readonly look?: "main" | "plain" | "bad" | undefined;
  readonly icon?: IconName;
  /** Shows the icon alone; `children` is its name for those who listen. */
  readonly iconOnly?: boolean;
  /** Something is under way: it cannot be pressed, and says so. */
  readonly busy?: boolean;
}

export function Button({ look, icon, iconOnly = false, busy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames("button", look, iconOnly && "icon-only", className)}
      aria-disabled={busy || rest.disabled}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {icon && <Icon name={icon} />}
      <span className={iconOnly ? "unseen" : undefined}>{children}</span>
    </button>
  );
}
