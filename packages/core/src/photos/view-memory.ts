import type { Ports } from "../ports/index.ts";
import type { Instant } from "../shared/instant.ts";
import type { Photo } from "./photo.ts";
import type { PhotoView } from "./photo-view.ts";

type ViewPorts = Pick<Ports, "settings" | "urls">;

/** A view, what it was made with, and from when until when its addresses are those that would be signed. */
interface Remembered extends ViewPorts {
  readonly view: PhotoView;
  readonly from: Instant;
  readonly until: Instant;
}

/** How many views each half holds. */
const most = 2_000;

// Photos are shown far more often than they change, and a repository may hand the same object out again. A view is held
// for no longer than its photo; the ones that were shown longest ago go first.
let young = new WeakMap<Photo, Remembered>();
let old = new WeakMap<Photo, Remembered>();
let count = 0;

/** The view that was made of this very photo, if a new one would be equal to it. */
export function recallView({ settings, urls }: ViewPorts, photo: Photo, now: Instant): PhotoView | undefined {
  const known = young.get(photo) ?? old.get(photo);
  if (known === undefined || known.settings !== settings || known.urls !== urls) return undefined;
  if (now < known.from || now >= known.until) return undefined;
  if (!young.has(photo)) keep(photo, known);
  return known.view;
}

/** Gives the view back, frozen. */
export function rememberView(
  { settings, urls }: ViewPorts,
  photo: Photo,
  view: PhotoView,
  from: Instant,
  until: Instant,
): PhotoView {
  for (const rendition of Object.values(view.renditions ?? {})) Object.freeze(rendition);
  Object.freeze(view.renditions);
  keep(photo, { settings, urls, view: Object.freeze(view), from, until });
  return view;
}

function keep(photo: Photo, remembered: Remembered): void {
  if (count >= most) {
    old = young;
    young = new WeakMap();
    count = 0;
  }
  young.set(photo, remembered);
  count += 1;
}
