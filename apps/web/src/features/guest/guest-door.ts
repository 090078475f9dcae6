import "../../shared/ui/button.css";
import "../../shared/ui/text-field.css";
import "../session/door.css";
import type { Words } from "../../languages/index.ts";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { make } from "./make.ts";

/** Asks for the password of a link. */
export function guestDoor(words: Words, enter: (password: string) => Promise<void>): HTMLElement {
  const input = make("input", { id: "password", type: "password", autocomplete: "off", required: true });
  const field = make(
    "div",
    { className: "text-field" },
    make("label", { htmlFor: "password" }, words.guest.password),
    input,
  );
  const problem = make("p", { className: "problem", role: "alert", hidden: true });
  const submit = make("button", { className: "button main", type: "submit" }, words.guest.open);
  const form = make("form", {}, problem, field, submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit.disabled = true;
    enter(input.value).catch((error: unknown) => {
      Object.assign(problem, { textContent: wordsOfProblem(error, words), hidden: false });
      submit.disabled = false;
      input.select();
    });
  });
  return make("main", { className: "door" }, make("h1", {}, words.guest.locked), form);
}
