import "../../shared/ui/offline-banner.css";
import type { Words } from "../../languages/index.ts";
import { make } from "../../shared/plain/make.ts";

/** Says while there is no network that what is seen was there before. */
export function offlineBanner(words: Words): HTMLElement {
  const banner = make("div", { className: "offline-banner", role: "status" });
  const say = (): void => {
    banner.replaceChildren(...(navigator.onLine ? [] : [make("p", {}, words.guest.unreachable)]));
  };
  addEventListener("offline", say);
  addEventListener("online", say);
  say();
  return banner;
}
