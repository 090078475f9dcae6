import "../../shared/ui/button.css";
import "../../shared/ui/icon.css";
import "./guest.css";
import type { GuestPhoto, OpenedShare } from "@tintype/core";
import type { Spoken } from "../../shared/i18n/speak.ts";
import { make } from "../../shared/plain/make.ts";
import { guestDownload } from "./guest-download.ts";
import { guestPicture } from "./guest-picture.ts";
import type { Visit } from "./visit.ts";

interface ShownPhotos {
  readonly element: HTMLElement;
  /** Takes over the same photos with addresses that are good for longer; what is seen stays as it is. */
  renew(opened: OpenedShare): void;
}

/** What a link shows: the photo, what its owner says of it, and how to take it along where that is allowed. */
export function guestPhoto({ share, photos }: OpenedShare, visit: Visit, spoken: Spoken): ShownPhotos {
  const { words } = spoken;
  document.title = photos[0]?.title ?? words.guest.title;
  const refresh = async (): Promise<void> => renew(await visit.open());
  const shown = photos.map((photo) => ({ id: photo.id, picture: guestPicture(photo, words, refresh) }));
  const renew = (opened: OpenedShare): void => {
    for (const { id, picture } of shown) {
      const fresh = opened.photos.find((photo) => photo.id === id);
      if (fresh !== undefined) picture.renew(fresh);
    }
  };
  const figures = photos.map((photo, index) => {
    const about = make("figcaption", {}, saidOf(photo, share, spoken));
    if (share.download !== "none") about.append(guestDownload(() => visit.download(photo.id), words));
    return make("figure", {}, shown[index]?.picture.element ?? "", about);
  });
  return { element: make("main", { className: "guest" }, ...figures), renew };
}

function saidOf(photo: GuestPhoto, share: OpenedShare["share"], { words, format }: Spoken): HTMLElement {
  const by = share.owner.displayName;
  const facts = [
    photo.capturedAt && format.localTime(photo.capturedAt.local),
    by !== undefined && words.guest.by(by),
    words.guest.until(share.expiresAt),
  ];
  const heading = make("h1", {}, photo.title ?? words.guest.title);
  if (photo.title === undefined) heading.className = "unseen";
  const said = make("div", { className: "said" }, heading);
  if (photo.caption !== undefined) said.append(make("p", { className: "caption" }, photo.caption));
  said.append(make("p", { className: "quiet" }, facts.filter(Boolean).join(" · ")));
  return said;
}
