import type { GuestPhoto } from "@tintype/core";
import type { Words } from "../../languages/index.ts";
import { make } from "../../shared/plain/make.ts";
import { placeholderUrl } from "../photos/placeholder.ts";

interface ShownPicture {
  readonly element: HTMLElement;
  renew(photo: GuestPhoto): void;
}

/**
 * A photo above its placeholder, as large as there is room, or closer: then it is wider than its place, which scrolls by
 * finger, wheel and arrow keys as everything does. `refresh` brings addresses that are good for longer.
 */
export function guestPicture(photo: GuestPhoto, { guest }: Words, refresh: () => Promise<void>): ShownPicture {
  let known = photo;
  let isRefreshed = false;
  const image = make("img", { alt: photo.title ?? guest.title, decoding: "async", draggable: false });
  const frame = make("div", { className: "frame" }, image);
  const place = make("div", { className: "place" }, frame);
  const zoom = make("button", { className: "button icon-only zoom", type: "button", ariaLabel: guest.zoomIn });
  zoom.append(magnifier("more"), magnifier("less"));
  const isClose = () => place.classList.contains("close");

  const { largest } = renditionsOf(photo);
  frame.style.setProperty("--ratio", String(photo.width / photo.height));
  frame.style.setProperty("--widest", `${largest?.width ?? photo.width}px`);
  frame.style.backgroundColor = photo.colour ?? "";
  const placeholder = photo.placeholder && placeholderUrl(photo.placeholder);
  if (placeholder) frame.style.backgroundImage = `url(${placeholder})`;

  const load = (): void => {
    const { largest: first, set } = renditionsOf(known);
    // The browser takes what suits the screen, and looks again when it is wider than it was.
    image.sizes = isClose() ? `${first?.width ?? 0}px` : `min(100vw, ${Math.round(innerHeight * ratioOf(photo))}px)`;
    image.srcset = set;
    image.src = first?.url ?? "";
  };
  image.addEventListener("load", () => image.classList.add("there"));
  image.addEventListener("error", () => {
    // Addresses live for five minutes: the first time that one leads nowhere says that they are over.
    if (isRefreshed) return;
    isRefreshed = true;
    refresh().then(load, () => undefined);
  });

  const look = (closer: boolean, x = 0.5, y = 0.5): void => {
    place.classList.toggle("close", closer);
    zoom.ariaLabel = closer ? guest.zoomOut : guest.zoomIn;
    place.tabIndex = closer ? 0 : -1;
    load();
    place.scrollTo({
      left: x * place.scrollWidth - place.clientWidth / 2,
      top: y * place.scrollHeight - place.clientHeight / 2,
      behavior: "instant",
    });
  };
  zoom.addEventListener("click", () => look(!isClose()));
  image.addEventListener("click", ({ offsetX, offsetY }) =>
    look(!isClose(), offsetX / image.clientWidth, offsetY / image.clientHeight),
  );
  addEventListener("keydown", ({ key, target }) => {
    if (target instanceof HTMLInputElement || !place.isConnected) return;
    if (key === "+" || key === "=") look(true);
    if (key === "-" || key === "Escape") look(false);
  });
  load();
  const element = make("div", { className: "picture-of-guest" }, place, zoom);
  return {
    element,
    renew: (fresh) => {
      known = fresh;
      isRefreshed = false;
      if (!image.complete || image.naturalWidth === 0) load();
    },
  };
}

/** A magnifier with a plus in it, or a minus. */
function magnifier(look: "more" | "less"): SVGElement {
  const svg = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(svg, "svg");
  const path = document.createElementNS(svg, "path");
  icon.setAttribute("class", `icon ${look}`);
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const glass = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.300 15.300 20 20M7.500 10.500h6";
  path.setAttribute("d", look === "more" ? `${glass}M10.500 7.500v6` : glass);
  icon.append(path);
  return icon;
}

const ratioOf = ({ width, height }: GuestPhoto): number => width / height;

/** What there is to show, as a `srcset`; what moves, moves in one rendition alone. */
function renditionsOf({ renditions }: GuestPhoto) {
  const all = Object.values(renditions).toSorted((a, b) => a.width - b.width);
  const moving = all.find(({ frames }) => frames !== undefined);
  const shown = moving === undefined ? all : [moving];
  return { largest: shown.at(-1), set: shown.map(({ url, width }) => `${url} ${width}w`).join(", ") };
}
