import "../../shared/ui/button.css";
import "../../shared/ui/form.css";
import "../../shared/ui/text-field.css";
import "../session/door.css";
import type { Words } from "../../languages/index.ts";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { make } from "../../shared/plain/make.ts";

/** Asks for the password of a link. */
export function guestDoor(
  owner: string | undefined,
  { guest, ...words }: Words,
  enter: (password: string) => Promise<void>,
): HTMLElement {
  const input = make("input", { id: "password", name: "password", type: "password", autocomplete: "off" });
  Object.assign(input, { required: true, maxLength: 256, autofocus: true });
  input.setAttribute("aria-describedby", "password-about");
  const hint = make("p", { className: "quiet" }, guest.lockedHint);
  const field = make(
    "div",
    { className: "text-field" },
    make("label", { htmlFor: "password" }, guest.password),
    make("div", { className: "box" }, input),
    make("div", { className: "about", id: "password-about" }, hint),
  );
  const problem = make("p", { className: "problem", role: "alert", hidden: true });
  const submit = make("button", { className: "button main", type: "submit" }, guest.open);
  const form = make("form", { className: "form" }, problem, field, submit);

  const say = (text: string): void => {
    problem.textContent = text;
    problem.hidden = text === "";
  };
  const release = (): void => {
    submit.disabled = false;
    input.focus();
    input.select();
  };
  const waited = (): void => {
    say(guest.waited);
    release();
  };
  const refused = (error: unknown): void => {
    const wait = error instanceof ApiProblem && error.code === "too_many_attempts" ? error.retryAfter : undefined;
    say(wait === undefined ? wordsOfProblem(error, { guest, ...words }) : guest.wait(wait));
    if (wait === undefined) release();
    else setTimeout(waited, wait * 1_000);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    submit.disabled = true;
    enter(input.value).catch(refused);
  });
  const title = owner === undefined ? guest.locked : guest.lockedBy(owner);
  const place = make("main", { className: "door" }, make("p", { className: "name" }, words.app.name));
  place.append(make("h1", {}, title), form);
  return place;
}
