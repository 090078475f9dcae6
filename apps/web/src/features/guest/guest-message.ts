import "../../shared/ui/button.css";
import "../../shared/ui/progress.css";
import "./guest.css";
import type { Words } from "../../languages/index.ts";
import { make } from "./make.ts";

interface Step {
  readonly label: string;
  readonly run: () => void;
}

/** Instead of a photo: what is the matter, what that may mean, and what can be done. */
export function guestMessage(title: string, hint?: string, step?: Step): HTMLElement {
  const heading = make("h1", { tabIndex: -1 }, title);
  const said = make("div", { role: "alert" }, heading);
  if (hint !== undefined) said.append(make("p", { className: "quiet" }, hint));
  const main = make("main", { className: "guest-message" }, said);
  if (step !== undefined) {
    const button = make("button", { className: "button", type: "button" }, step.label);
    button.addEventListener("click", step.run);
    main.append(button);
  }
  return main;
}

/** Until the photo is there. */
export function guestLoading(words: Words): HTMLElement {
  const progress = make("progress", { className: "progress", ariaLabel: words.guest.looking });
  return make("main", { className: "guest-message" }, make("h1", { className: "unseen" }, words.guest.title), progress);
}
