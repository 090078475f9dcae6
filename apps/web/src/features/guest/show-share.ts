import { languages } from "../../languages/index.ts";
import { chooseLanguage } from "../../shared/i18n/choose-language.ts";
import { createFormat } from "../../shared/i18n/create-format.ts";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { guestDoor } from "./guest-door.ts";
import { guestPhoto } from "./guest-photo.ts";
import { make } from "./make.ts";
import { createVisit } from "./visit.ts";

/** The page for people who follow a link: it finds out what the link needs, opens it, and shows what there is. */
export async function showShare(place: HTMLElement): Promise<void> {
  const language = chooseLanguage(navigator.languages, localStorage);
  document.documentElement.lang = language;
  const format = createFormat(language);
  const words = (await languages[language].load())(format);
  const visit = createVisit(location.pathname);
  const complain = (error: unknown) =>
    place.replaceChildren(
      make("main", { className: "guest" }, make("p", { role: "alert" }, wordsOfProblem(error, words))),
    );

  document.title = words.guest.title;
  const enter = async (password?: string): Promise<void> => {
    const opened = await visit.open(password);
    place.replaceChildren(guestPhoto(opened, visit, words));
  };
  try {
    const { needsPassword } = await visit.describe();
    if (needsPassword) place.replaceChildren(guestDoor(words, enter));
    else await enter();
  } catch (error) {
    complain(error);
  }
}
