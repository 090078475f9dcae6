import "./guest.css";
import type { OpenedShare } from "@tintype/core";
import type { Words } from "../../languages/index.ts";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { make } from "./make.ts";
import type { Visit } from "./visit.ts";

/** What a link shows: the photo, what its owner says of it, and how to take it along where that is allowed. */
export function guestPhoto({ share, photos }: OpenedShare, visit: Visit, words: Words): HTMLElement {
  const main = make("main", { className: "guest" });
  for (const photo of photos) {
    const title = photo.title ?? words.guest.title;
    const { renditions } = photo;
    const shown = Object.values(renditions).find(({ frames }) => frames) ?? renditions["large"] ?? renditions["medium"];
    const { url = "", width = 0, height = 0 } = shown ?? renditions["thumb"] ?? {};
    const by = share.owner.displayName;
    const facts = [by !== undefined && words.guest.by(by), words.guest.until(share.expiresAt)].filter(Boolean);
    document.title = title;
    const about = make("figcaption", {}, make("h1", {}, title), make("p", { className: "quiet" }, facts.join(" · ")));
    if (photo.caption !== undefined) about.append(make("p", {}, photo.caption));
    if (share.download !== "none") about.append(downloadButton(() => visit.download(photo.id), words));
    main.append(make("figure", {}, make("img", { src: url, width, height, alt: title }), about));
  }
  return main;
}

function downloadButton(find: () => Promise<string>, words: Words): HTMLElement {
  const button = make("button", { className: "button", type: "button" }, words.guest.download);
  const problem = make("p", { className: "problem", role: "alert" });
  button.addEventListener("click", () => {
    find().then(
      (url) => make("a", { href: url, download: "" }).click(),
      (error: unknown) => {
        problem.textContent = wordsOfProblem(error, words);
      },
    );
  });
  return make("div", {}, button, problem);
}
