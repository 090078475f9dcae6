import "./styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { expectView } from "./app/views.ts";
import { createSession } from "./features/session/create-session.ts";
import { followOtherTabs } from "./features/session/follow-other-tabs.ts";
import { openUserPool } from "./features/session/user-pool.ts";
import { wasHere } from "./features/session/was-here.ts";
import { loadConfig } from "./shared/api/load-config.ts";
import { chooseLanguage } from "./shared/i18n/choose-language.ts";
import { speak } from "./shared/i18n/speak.ts";
import { wordsOfProblem } from "./shared/i18n/words-of-problem.ts";
import { keepShell } from "./shared/offline/keep-shell.ts";
import { plainMessage } from "./shared/plain/plain-message.ts";

keepShell();
const place = document.getElementById("page") as HTMLElement;
if (wasHere(localStorage)) expectView(location.pathname);
const speaking = speak(chooseLanguage(navigator.languages, localStorage));
/** Instead of everything, where nothing else can say it. */
const complain = async (error: unknown): Promise<void> => {
  const { words } = await speaking;
  const again = { label: words.app.tryAgain, run: () => location.reload() };
  place.replaceChildren(plainMessage(words, wordsOfProblem(error, words), undefined, again));
};
try {
  const [config, spoken] = await Promise.all([loadConfig(), speaking]);
  const session = createSession(openUserPool(config));
  followOtherTabs(session);
  void session.begin();
  createRoot(place, { onUncaughtError: (error) => void complain(error) }).render(
    <StrictMode>
      <App config={config} session={session} spoken={spoken} />
    </StrictMode>,
  );
} catch (error) {
  await complain(error);
}
