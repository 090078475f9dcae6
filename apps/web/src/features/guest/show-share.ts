import { ApiProblem } from "../../shared/api/api-problem.ts";
import { chooseLanguage } from "../../shared/i18n/choose-language.ts";
import { speak } from "../../shared/i18n/speak.ts";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { plainMessage, plainProgress } from "../../shared/plain/plain-message.ts";
import { guestDoor } from "./guest-door.ts";
import { guestPhoto } from "./guest-photo.ts";
import { keepFresh } from "./keep-fresh.ts";
import { offlineBanner } from "./offline-banner.ts";
import { createVisit } from "./visit.ts";

/** The page for people who follow a link: it opens the link, asks for what that needs, and shows what there is. */
export async function showShare(place: HTMLElement): Promise<void> {
  const visit = createVisit(location.pathname, sessionStorage);
  await untilSeen();
  // Most links have no password: asked for nothing, they are open by the time that this page can speak.
  const first = visit.open();
  first.catch(() => undefined);
  const spoken = await speak(chooseLanguage(navigator.languages, localStorage));
  const { words } = spoken;
  const banner = offlineBanner(words);
  const show = (shown: HTMLElement) => place.replaceChildren(banner, shown);
  document.title = words.guest.title;
  show(plainProgress(words.guest.title, words.guest.looking));

  let stop = () => {};
  const enter = async (opening: ReturnType<typeof visit.open>): Promise<void> => {
    const photos = guestPhoto(await opening, visit, spoken);
    show(photos.element);
    stop = keepFresh(async () => {
      try {
        photos.renew(await visit.open());
      } catch (error) {
        await refuse(error, false);
      }
    });
  };
  const refuse = async (error: unknown, isFirst: boolean): Promise<void> => {
    const code = error instanceof ApiProblem ? error.code : "unknown";
    if (code === "wrong_share_password") {
      stop();
      const { owner } = await visit.describe();
      show(guestDoor(owner.displayName, spoken.words, (password) => enter(visit.open(password))));
    } else if (code === "share_not_found") {
      stop();
      document.title = words.guest.gone;
      show(plainMessage(words, words.guest.gone, words.guest.goneHint));
    } else if (isFirst) {
      // What is seen already stays: the next time may go better.
      const again = () => location.reload();
      addEventListener("online", again, { once: true });
      show(plainMessage(words, wordsOfProblem(error, words), undefined, { label: words.guest.tryAgain, run: again }));
    }
  };
  try {
    await enter(first);
  } catch (error) {
    // What a refusal asks for may be refused as well.
    await refuse(error, true).catch((other: unknown) => refuse(other, true));
  }
}

/** A browser that loads the page before anybody wants to see it opens nothing. */
function untilSeen(): Promise<void> {
  if (!("prerendering" in document) || document.prerendering !== true) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("prerenderingchange", () => resolve(), { once: true }));
}
