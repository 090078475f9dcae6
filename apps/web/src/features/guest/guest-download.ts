import type { Words } from "../../languages/index.ts";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { make } from "../../shared/plain/make.ts";

/** A button that takes the photo along; a copy that is still being made is waited for. */
export function guestDownload(find: () => Promise<string>, words: Words): HTMLElement {
  const button = make("button", { className: "button main", type: "button" }, words.guest.download);
  const said = make("p", { className: "problem", role: "alert" });
  const take = async (): Promise<void> => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    said.textContent = "";
    try {
      const url = await whenReady(find, () => {
        button.textContent = words.guest.preparing;
      });
      make("a", { href: url, download: "" }).click();
    } catch (error) {
      said.textContent = wordsOfProblem(error, words);
    }
    button.textContent = words.guest.download;
    button.ariaBusy = null;
  };
  button.addEventListener("click", () => void take());
  return make("div", { className: "take" }, button, said);
}

const TRIES = 20;

async function whenReady(find: () => Promise<string>, onWait: () => void, tries = TRIES): Promise<string> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "copy_not_ready" || tries === 0) throw error;
    onWait();
    await new Promise((resolve) => setTimeout(resolve, (error.retryAfter ?? 2) * 1_000));
    return whenReady(find, onWait, tries - 1);
  }
}
