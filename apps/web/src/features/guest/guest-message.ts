import "../../shared/ui/button.css";
import "../../shared/ui/progress.css";
import "../session/door.css";
import "./guest.css";
import type { Words } from "../../languages/index.ts";
import { make } from "./make.ts";

interface Step {
  readonly label: string;
  readonly run: () => void;
}

/** Instead of a photo: what is the matter, what that may mean, and what can be done. */
export function guestMessage({ app }: Words, title: string, hint?: string, step?: Step): HTMLElement {
  const said = make("div", { role: "alert" }, make("h1", {}, title));
  if (hint !== undefined) said.append(make("p", { className: "quiet" }, hint));
  const main = make("main", { className: "door" }, make("p", { className: "name" }, app.name), said);
  if (step !== undefined) {
    const button = make("button", { className: "button", type: "button" }, step.label);
    button.addEventListener("click", step.run);
    main.append(button);
  }
  return main;
}

/** Until the photo is there. */
export function guestLoading({ guest }: Words): HTMLElement {
  const progress = make("progress", { className: "progress", ariaLabel: guest.looking });
  return make("main", { className: "door" }, make("h1", { className: "unseen" }, guest.title), progress);
}
