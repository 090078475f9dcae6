import "../ui/button.css";
import "../ui/progress.css";
import "./plain-message.css";
import type { Words } from "../../languages/index.ts";
import { make } from "./make.ts";

interface Step {
  readonly label: string;
  readonly run: () => void;
}

/** Instead of a page: what is the matter, what that may mean, and what can be done. */
export function plainMessage({ app }: Words, title: string, hint?: string, step?: Step): HTMLElement {
  const said = make("div", { role: "alert" }, make("h1", {}, title));
  if (hint !== undefined) said.append(make("p", { className: "quiet" }, hint));
  const main = make("main", { className: "plain-message" }, make("p", { className: "name" }, app.name), said);
  if (step !== undefined) {
    const button = make("button", { className: "button", type: "button" }, step.label);
    button.addEventListener("click", step.run);
    main.append(make("div", {}, button));
  }
  return main;
}

/** Until there is a page; the title is for those who listen. */
export function plainProgress(title: string, label: string): HTMLElement {
  const progress = make("progress", { className: "progress", ariaLabel: label });
  return make("main", { className: "plain-message" }, make("h1", { className: "unseen" }, title), progress);
}
